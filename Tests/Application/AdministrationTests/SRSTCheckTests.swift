import AdminAPI
import Certificates
import ClusterModel
import Documents
import Foundation
import Platform
import Publishing
import Serving
import TestSupport
import Testing

@Suite("S12: srst check")
struct SRSTCheckTests {
    private typealias Step = SRSTCheckReport.Step
    private static let unknown = ["trust-list", "phones-have-certificates", "gateway-has-issuers", "gateway-reset"]

    private func open(_ report: SRSTCheckReport) -> [String: String] {
        let open = report.lines.filter { ![.ok, .assumed].contains($0.state) }
        return Dictionary(uniqueKeysWithValues: open.map { ($0.step.rawValue, $0.state.rawValue) })
    }

    private func fetchFiles(_ phones: [String], of site: TestSite) async throws {
        var journal = FetchJournal()
        for phone in phones {
            let name = "\(phone).cnf.xml"
            let client = ClientAddress(high: 0, low: 0xC000_0207, scope: 0, port: 50_000, isIPv6: false)
            var record = TransferRecord(client: client, file: FileName(name), outcome: .fetched, reason: nil)
            if case .found(let content) = site.catalog.find(Array(name.utf8).span) {
                record.position = content.position
                record.hash = content.hash
            }
            journal.note(record, at: TestSite.start)
        }
        try await journal.write(to: site.store)
    }

    @Test("From the first look to the last: what does not hold yet is named, and step by step it holds")
    func wholeChapter() async throws {
        let site = try await TestSite.fixture()
        let check = CheckSRSTReference(name: "branch-12")
        let first = try await site.send(check)
        #expect(!first.holds)
        #expect(
            open(first) == [
                "provider-answers": "not-yet", "provider-self-signed": "cannot-tell", "trust-list": "cannot-tell",
                "phones-have-certificates": "cannot-tell", "gateway-has-issuers": "cannot-tell",
                "phones-protected": "not-yet", "certificate-accepted": "not-yet", "certificate-valid": "not-yet",
                "certificate-current": "not-yet", "files-carry-certificate": "not-yet", "files-fetched": "not-yet",
                "gateway-reset": "cannot-tell",
            ]
        )
        try site.gateway.present("branch-12")
        try await site.accept("branch-12")
        let accepted = open(try await site.send(check))
        #expect(accepted["phones-reset"] == "not-yet" && accepted["files-carry-certificate"] == "not-yet")
        #expect(accepted["certificate-current"] == nil && accepted["provider-answers"] == nil)

        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        let protected = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]
        try await fetchFiles(Array(protected.dropLast()), of: site)
        let waiting = try #require(try await site.send(check).lines.first { $0.step == .filesFetched })
        #expect(waiting.state == .notYet && waiting.phones == ["SEP001122334459"])
        // Sent without its last acknowledgement proves nothing.
        try await site.fetch(protected[3], outcome: .sent)
        let sent = try #require(try await site.send(check).lines.first { $0.step == .filesFetched })
        #expect(sent.state == .notYet && sent.phones == ["SEP001122334459"])
        #expect(sent.found.contains("1 was sent it and did not acknowledge its end"), "\(sent.found)")
        try await fetchFiles(protected, of: site)
        // Nor does a request that ends early, from wherever, take a proof away.
        for outcome in [TransferRecord.Outcome.abandoned, .refused, .sent] {
            try await site.fetch(protected[0], outcome: outcome, from: 0xC633_6401, at: 60)
        }

        let last = try await site.send(check)
        #expect(Set(open(last).keys) == Set(Self.unknown + ["phones-protected"]))
        let plain = try #require(last.lines.first { $0.step == .phonesProtected })
        #expect(plain.phones == ["SEP001122334457", "SEP00112233445A"])
        let assumed = CheckSRSTReference(name: "branch-12", assume: Self.unknown + ["phones-protected"])
        #expect(try await site.send(assumed).holds)
    }

    @Test("S06: imported certificates and kept issuers are seen")
    func certificates() async throws {
        let site = try await TestSite.fixture()
        func line(_ step: SRSTCheckReport.Step) async throws -> SRSTCheckReport.Line? {
            try await site.send(CheckSRSTReference(name: "branch-12")).lines.first { $0.step == step }
        }
        #expect(try await line(.phonesHaveCertificates)?.phones.count == 4)
        #expect(try await line(.gatewayHasIssuers)?.command == "cnfctl capf set --from-file CAPF.pem")
        _ = try await site.send(SetCAPF(file: Data(contentsOf: Fixtures.url("trust/capf.pem"))))
        let lsc = try Data(contentsOf: Fixtures.url("trust/SEP001122334455.pem"))
        let file = ImportPhoneCertificates.File(source: "SEP001122334455.pem", bytes: lsc)
        _ = try await site.send(ImportPhoneCertificates(kind: "lsc", files: [file]))
        #expect(
            try await line(.phonesHaveCertificates)?.phones == [
                "SEP001122334456", "SEP001122334458", "SEP001122334459",
            ]
        )
        #expect(try await line(.gatewayHasIssuers)?.command == "cnfctl trust export --format ios")
    }

    @Test("It changes nothing saved, keeps no candidate, and leaves no audit record")
    func changesNothing() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12-renewed")
        let audit = try await site.audit()
        let export = try await site.send(ExportSite()).text
        #expect(open(try await site.send(CheckSRSTReference(name: "branch-12")))["certificate-current"] == "not-yet")
        #expect(try await site.audit() == audit)
        #expect(try await site.send(ExportSite()).text == export)
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate == nil)
    }

    @Test("A reference that is not secure can be checked, and says what is missing")
    func notSecure() async throws {
        let site = try await TestSite.fixture()
        let lines = try await site.send(CheckSRSTReference(name: "branch-20")).lines
        let secure = try #require(lines.first { $0.step == .referenceSecure })
        #expect(secure.state == .notYet && secure.command == "cnfctl srst update branch-20 --secure true")
        // S16: a reference that is not secure can have no certificate, so its gateway is left alone.
        #expect(site.gateway.asked.isEmpty)
        for step in [Step.providerAnswers, .providerSelfSigned] {
            let line = try #require(lines.first { $0.step == step })
            #expect(
                line.state == .cannotTell && line.found.contains("was not asked, because srst branch-20 is not secure")
            )
        }
    }

    @Test("Unknown references and unknown steps are refused before anybody is asked")
    func refusals() async throws {
        let site = try await TestSite.fixture()
        let name = try await site.refusal(CheckSRSTReference(name: "branch-13")).error
        #expect(name.kind == .notFound && name.hint == "Did you mean branch-12?")
        let step = try await site.refusal(CheckSRSTReference(name: "branch-12", assume: ["gateway-rest"])).error
        #expect(step.kind == .usage && step.hint?.hasPrefix("Did you mean gateway-reset?") == true)
        #expect(site.gateway.asked.isEmpty)
    }

    @Test("A reference that is changed while its gateway is asked is not judged by what was seen")
    func changedMeanwhile() async throws {
        let site = try await TestSite.fixture()
        site.gateway.whileAsked { [unowned site] in
            _ = try await site.send(
                UpdateObject(noun: .srst, name: "branch-12", fields: ["sip": [["address": "192.0.2.99"]]])
            )
        }
        #expect(try await site.refusal(CheckSRSTReference(name: "branch-12")).error.code == "version-conflict")
    }
}
