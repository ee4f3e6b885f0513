import AdminAPI
import ClusterModel
import Documents
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct CertificateAcceptanceTests {
    private let phone = "SEP001122334455.cnf.xml"
    /// A second after every fixture certificate but those from 2060 has expired.
    private let year2050: UnixTime = 2_524_608_000

    @Test("S14: accepting stores the certificate as it came; the embedded bytes are the accepted ones")
    func accepted() async throws {
        let site = try await TestSite.fixture()
        let report = try await site.accept("branch-12")
        #expect(report.changed)
        #expect(report.pending == 4)
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        let embedded = try #require(site.served(phone)?.element("srstCertificate"))
        let pem = String(decoding: try TestSite.certificate("branch-12"), as: UTF8.self)
        let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        #expect(embedded == base64)
    }

    @Test("A certificate that is accepted is another version of its reference: --if-version protects it")
    func version() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ShowObject(noun: .srst, name: "branch-12")).version
        let report = try await site.accept("branch-12")
        #expect(report.version == before + 1)
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-12")).version == before + 1)
        let stale = UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": false], version: before)
        #expect(try await site.refusal(stale).error.kind == .conflict)
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).accepted != .null)
    }

    @Test("A fingerprint that is none is told by its field")
    func malformedFingerprint() async throws {
        let site = try await TestSite.fixture()
        let accept = AcceptSRSTCertificate(
            name: "branch-12",
            file: try TestSite.certificate("branch-12"),
            fingerprint: "AA:BB"
        )
        let refused = try await site.refusal(accept).error
        #expect(refused.field == "fingerprint" && refused.message == "It has 4 hexadecimal digits, not 32, 40 or 64.")
    }

    @Test("S14: DER is as good as PEM, and accepting the same certificate again changes nothing")
    func sameAgain() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let der = try Data(contentsOf: Repository.root.appending(path: "fixtures/certificates/branch-12.der"))
        #expect(try await site.send(AcceptSRSTCertificate(name: "branch-12", file: der)).changed == false)
    }

    @Test(
        "S04 S05: what no gateway may present is refused, and nothing is stored",
        arguments: [
            ("ca-issued", "not-self-signed"), ("forged-self-signed", "signature-invalid"),
            ("two-certificates", "several-certificates"),
        ]
    )
    func refused(certificate: String, code: String) async throws {
        let site = try await TestSite.fixture()
        let file = try TestSite.certificate(certificate)
        let refusal = try await site.refusal(AcceptSRSTCertificate(name: "branch-12", file: file))
        #expect(refusal.all.map(\.code).contains(code))
        #expect(refusal.all.allSatisfy { $0.hint?.isEmpty == false })
        let details = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details
        #expect(details["certificate"]?.content == .null)
    }

    @Test("S05: MD5- and SHA-1-signed certificates of old gateways are accepted, with a warning")
    func oldGateways() async throws {
        let site = try await TestSite.fixture()
        for name in ["md5-signed", "sha1-signed"] {
            let report = try await site.accept("branch-12", name, expired: true)
            #expect(report.changed)
            #expect(report.messages.map(\.code).contains("weak-signature-digest"))
        }
    }

    @Test("An expired certificate is accepted only with --accept-expired, which is recorded")
    func expired() async throws {
        let site = try await TestSite.fixture()
        let file = try TestSite.certificate("factory-expired")
        let refusal = try await site.refusal(AcceptSRSTCertificate(name: "branch-12", file: file))
        #expect(refusal.error.kind == .trust)
        #expect(refusal.error.code == "certificate-expired")
        #expect(refusal.error.hint?.contains("--accept-expired") == true)
        try await site.accept("branch-12", "factory-expired", expired: true)
        let details = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details
        #expect(details["certificate"]?["accepted-outside-validity"]?.text == "true")
        // Omitted from the files, which the reset says.
        let reset = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(reset.carryingCertificate == 0)
        #expect(reset.messages.map(\.code) == ["certificate-expired"])
    }

    @Test("expired-certificate keep: an expired certificate stays in the files")
    func keep() async throws {
        let site = try await TestSite.fixture()
        let text = try TestSite.fixtureText.replacing("expired-certificate: omit", with: "expired-certificate: keep")
        _ = try await site.send(ApplySite(text: text))
        try await site.accept("branch-12", "factory-expired", expired: true)
        #expect(try await site.send(Reset(scope: .all)).carryingCertificate == 4)
    }

    @Test("Security is never lost silently: a reset that would drop an expired certificate needs --confirm")
    func neverLostSilently() async throws {
        let site = try await TestSite.secureFixture()
        let before = site.everyFile()
        site.clock.second = year2050
        let refusal = try await site.refusal(Reset(scope: .all))
        #expect(refusal.error.kind == .unconfirmed)
        #expect(refusal.error.message.contains("4 phone files"))
        #expect(refusal.error.hint?.contains("--confirm") == true)
        #expect(site.everyFile() == before)
        #expect(try await site.send(ShowStatus()).revision == 2)
        // The same file as of an earlier second loses nothing.
        let earlier = try await site.send(Reset(scope: .all, asOf: "2026-06-01T00:00:00Z"))
        #expect(earlier.published.isEmpty)
        let reset = try await site.send(Reset(scope: .all, confirm: true))
        #expect(reset.published.count == 4)
        #expect(reset.messages.map(\.code).contains("certificate-lost"))
        #expect(site.served(phone)?.element("srstCertificate") == nil)
    }

    @Test("A certificate that a reset drops for another reason needs no confirmation")
    func lossForAnotherReason() async throws {
        let site = try await TestSite.secureFixture()
        site.clock.second = year2050
        try await site.believeClock()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        #expect(try await site.send(Reset(scope: .all)).published.count == 10)
    }

    @Test("A certificate that is not valid yet is accepted on demand, and not embedded before its time")
    func notYetValid() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12", "not-yet-valid", expired: true)
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.carryingCertificate == 0)
        #expect(reset.messages.map(\.code) == ["certificate-not-yet-valid"])
        #expect(try await site.send(Reset(scope: .all, asOf: "2061-01-01T00:00:00Z")).carryingCertificate == 4)
    }

    @Test("Security is never lost silently by a clock that is behind, either")
    func clockBehind() async throws {
        let site = try await TestSite.secureFixture()
        let refusal = try await site.refusal(Reset(scope: .all, asOf: "2001-01-01T00:00:00Z"))
        #expect(refusal.error.kind == .unconfirmed)
        #expect(refusal.error.message.contains("is not valid yet"))
        #expect(site.served(phone)?.element("srstCertificate") != nil)
    }
}
