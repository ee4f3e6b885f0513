import AdminAPI
import ClusterModel
import Documents
import Platform
import Publishing
import Store
import TestSupport
import Testing

@Suite("S14: candidates") struct CandidateTests {
    private func fetched(_ certificate: String = "branch-12") async throws -> (TestSite, CandidateReport) {
        let site = try await TestSite.fixture()
        try site.gateway.present(certificate)
        return (site, try await site.send(FetchSRSTCertificate(name: "branch-12")))
    }

    private func code(_ request: some AdminRequest, at site: TestSite) async throws -> String {
        try await site.refusal(request).error.code
    }

    @Test("S01: every distinct address is asked, once, at the certificate provider port")
    func addresses() async throws {
        let (site, candidate) = try await fetched()
        #expect(site.gateway.asked.map(\.hosts) == [["127.0.12.1", "127.0.12.2"]])
        #expect(site.gateway.asked.map(\.port) == [2445])
        #expect(candidate.providers.map(\.address) == ["127.0.12.1:2445", "127.0.12.2:2445"])
        #expect(candidate.fetchedBy == "tester")
        #expect(candidate.isWithinValidity)
        #expect(candidate.certificate["days-left"]?.text == "6789")
    }

    @Test("S14: a fetch changes no saved state, no publication and no audit record")
    func fetchChangesNothing() async throws {
        let site = try await TestSite.fixture()
        let audit = try await site.audit()
        try site.gateway.present("branch-12")
        _ = try await site.send(FetchSRSTCertificate(name: "branch-12"))
        #expect(try await site.audit() == audit)
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).accepted == .null)
        #expect(try await site.send(ListSRSTCertificateHistory(name: "branch-12")).events.isEmpty)
    }

    @Test("S14: accepting takes the candidate once; a fingerprint makes it verified, else it is first use")
    func accepting() async throws {
        for (fingerprint, trust) in [(nil, "first-use"), ("sha256", "verified"), ("sha1", "verified")] {
            let (site, candidate) = try await fetched()
            let given = fingerprint.flatMap { candidate.certificate[$0]?.text }
            let accept = AcceptSRSTCertificate(name: "branch-12", candidate: candidate.sha256, fingerprint: given)
            #expect(try await site.send(accept).changed)
            let report = try await site.send(ShowSRSTCertificate(name: "branch-12"))
            #expect(report.accepted["trust"]?.text == trust)
            #expect(report.accepted["sha256"]?.text == candidate.sha256)
            #expect(report.candidate == nil)
            #expect(try await code(accept, at: site) == "no-candidate")
        }
    }

    @Test("S14: a plan of an acceptance or a rejection keeps the candidate")
    func plans() async throws {
        let (site, candidate) = try await fetched()
        #expect(try await site.send(AcceptSRSTCertificate(name: "branch-12", plan: true)).changed)
        #expect(try await site.send(RejectSRSTCertificate(name: "branch-12", plan: true)).changed)
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate == candidate)
    }

    @Test("S14: another candidate than the one that was looked at is neither accepted nor rejected")
    func otherCandidate() async throws {
        let (site, first) = try await fetched()
        try site.gateway.present("branch-12-renewed")
        _ = try await site.send(FetchSRSTCertificate(name: "branch-12"))
        let accept = AcceptSRSTCertificate(name: "branch-12", candidate: first.sha256)
        #expect(try await code(accept, at: site) == "candidate-changed")
        let reject = RejectSRSTCertificate(name: "branch-12", candidate: first.sha256)
        #expect(try await code(reject, at: site) == "candidate-changed")
    }

    @Test("S14: what differs from the accepted one takes its fingerprint")
    func different() async throws {
        let (site, _) = try await fetched("branch-12-renewed")
        try await site.accept("branch-12")
        let shown = try #require(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate)
        #expect(shown.previouslyAccepted == .different)
        #expect(shown.accepted["accepted-by"]?.text == "tester")
        let bare = AcceptSRSTCertificate(name: "branch-12", candidate: shown.sha256)
        #expect(try await code(bare, at: site) == "certificate-differs")
        let proved = AcceptSRSTCertificate(name: "branch-12", fingerprint: shown.sha256)
        #expect(try await site.send(proved).changed)
    }

    @Test("S14: a fingerprint given later proves what was trusted on first use; a second yes changes nothing")
    func provedLater() async throws {
        let (site, candidate) = try await fetched()
        _ = try await site.send(AcceptSRSTCertificate(name: "branch-12"))
        let again = try await site.send(FetchSRSTCertificate(name: "branch-12"))
        #expect(again.previouslyAccepted == .same)
        #expect(try await site.send(AcceptSRSTCertificate(name: "branch-12")).changed == false)
        _ = try await site.send(FetchSRSTCertificate(name: "branch-12", fingerprint: candidate.sha256))
        let proved = AcceptSRSTCertificate(name: "branch-12", fingerprint: candidate.sha256)
        #expect(try await site.send(proved).changed)
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).accepted["trust"]?.text == "verified")
    }

    @Test("S14: fingerprints that are none, prove nothing or are another's are refused")
    func fingerprints() async throws {
        let site = try await TestSite.fixture()
        try site.gateway.present("branch-12")
        let other = String(repeating: "5A:", count: 31) + "5A"
        for (fingerprint, expected) in [
            ("5A:5F", "fingerprint-malformed"), (String(repeating: "5A", count: 16), "fingerprint-too-short"),
        ] {
            let fetch = FetchSRSTCertificate(name: "branch-12", fingerprint: fingerprint)
            #expect(try await code(fetch, at: site) == expected)
        }
        #expect(site.gateway.asked.isEmpty, "nobody was asked")
        let mismatch = FetchSRSTCertificate(name: "branch-12", fingerprint: other)
        #expect(try await site.refusal(mismatch).error.kind == .trust)
        #expect(try await code(AcceptSRSTCertificate(name: "branch-12"), at: site) == "no-candidate")
        let file = try TestSite.certificate("branch-12")
        let fromFile = AcceptSRSTCertificate(name: "branch-12", file: file, fingerprint: other)
        #expect(try await code(fromFile, at: site) == "fingerprint-mismatch")
    }

    @Test("S14: a candidate is worth nothing after half an hour, or after a change of its reference")
    func expiry() async throws {
        let (site, candidate) = try await fetched()
        site.clock.second += 1_800
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate != nil)
        site.clock.second += 1
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate == nil)
        #expect(candidate.keptUntil == "2026-06-01T00:30:00Z")

        _ = try await site.send(FetchSRSTCertificate(name: "branch-12"))
        let change: Document = ["certificate-provider-port": "3000"]
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: change))
        #expect(try await code(AcceptSRSTCertificate(name: "branch-12"), at: site) == "no-candidate")
    }

    @Test("S14: a reference that changes while its gateway is asked gets no candidate")
    func changedMeanwhile() async throws {
        let site = try await TestSite.fixture()
        try site.gateway.present("branch-12")
        site.gateway.whileAsked { [weak site] in
            _ = try await site?.send(
                UpdateObject(noun: .srst, name: "branch-12", fields: ["certificate-provider-port": "3000"])
            )
        }
        #expect(try await code(FetchSRSTCertificate(name: "branch-12"), at: site) == "version-conflict")
        #expect(try await code(AcceptSRSTCertificate(name: "branch-12"), at: site) == "no-candidate")
    }

    @Test("S05 S16: what no gateway may present, and what is not secure, never becomes a candidate")
    func refused() async throws {
        let site = try await TestSite.fixture()
        try site.gateway.present("ca-issued")
        #expect(try await code(FetchSRSTCertificate(name: "branch-12"), at: site) == "not-self-signed")
        #expect(try await site.send(ShowSRSTCertificate(name: "branch-12")).candidate == nil)
        #expect(try await code(FetchSRSTCertificate(name: "branch-20"), at: site) == "reference-non-secure")
        #expect(try await code(FetchSRSTCertificate(name: "branch-99"), at: site) == "not-found")
        #expect(site.gateway.asked.count == 1)
    }

    @Test("A04: a recorded rejection is in audit and history and nowhere else; an unrecorded one is nowhere")
    func rejections() async throws {
        let (site, candidate) = try await fetched()
        let audit = try await site.audit()
        _ = try await site.send(RejectSRSTCertificate(name: "branch-12", recorded: false))
        #expect(try await site.audit() == audit)
        #expect(try await code(RejectSRSTCertificate(name: "branch-12"), at: site) == "no-candidate")

        _ = try await site.send(FetchSRSTCertificate(name: "branch-12"))
        let saved = try await site.send(ExportSite()).text
        _ = try await site.send(RejectSRSTCertificate(name: "branch-12"))
        let entry = try #require(try await site.audit().dropFirst(audit.count).last?.entry)
        #expect(entry.action == "reject-certificate" && entry.object == "srst branch-12")
        #expect(entry.after?["rejected"]?["sha256"]?.text == candidate.sha256)
        let events = try await site.send(ListSRSTCertificateHistory(name: "branch-12")).events
        #expect(events.map(\.event) == ["rejected"])
        #expect(try await site.send(ExportSite()).text == saved)
        #expect(site.catalog.revision == 1)
    }

    @Test("S14 S15 S18: the history tells what was accepted and removed, also of a reference that is gone")
    func history() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "false"], confirm: true)
        )
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "true"]))
        try await site.accept("branch-12", "branch-12-renewed")
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true))
        let events = try await site.send(ListSRSTCertificateHistory(name: "Branch-12")).events
        #expect(events.map(\.event) == ["accepted", "removed", "accepted", "removed"])
        #expect(events.map(\.trust) == Array(repeating: "file", count: 4))
        #expect(Set(events.compactMap { $0.certificate["sha256"]?.text }).count == 2)
        #expect(try await code(ListSRSTCertificateHistory(name: "branch-99"), at: site) == "not-found")
    }
}
