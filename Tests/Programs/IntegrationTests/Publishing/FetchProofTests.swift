import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A02: no later request overturns the proof that a phone has its file", .timeLimit(.patience))
struct FetchProofTests {
    private static let phones = Fixture.protectedPhones

    private func client(_ daemon: RunningDaemon, _ phone: String, blockSize: Int = 512) -> PhoneClient {
        PhoneClient(port: daemon.port, file: "\(phone).cnf.xml", blockSize: blockSize, ownAddress: true)
    }

    /// What `phone show` tells of a phone once its last request has ended so.
    private func shown(_ daemon: RunningDaemon, _ phone: String, after outcome: String) async throws -> Document {
        var details = Document.null
        return try await awaited("the last request of \(phone) did not end as \(outcome): \(details)") {
            details = try await daemon.done("phone", "show", phone, "--json").json(ObjectReport.self).details
            if details["last-request"]?["outcome"]?.text == outcome { return details }
            try await Task.sleep(for: .milliseconds(200))
            return nil
        }
    }

    /// The protected phones that have not fetched their files, as `srst check` sees it.
    private func unproved(_ daemon: RunningDaemon) async throws -> [String] {
        let report: SRSTCheckReport = try await daemon.cnfctl("srst", "check", "branch-12", "--json").json()
        return try #require(report.lines.first { $0.step == .filesFetched }).phones
    }

    private func findings(_ daemon: RunningDaemon, _ phone: String) async throws -> [String] {
        let report: ExaminationReport = try await daemon.cnfctl("doctor", phone, "--json").json()
        return report.findings.map(\.code).filter {
            $0.hasPrefix("fetch-") || $0 == "old-file" || $0 == "never-fetched"
        }
    }

    /// A daemon whose gateway is on loopback, and whose protected phones wait for their second file to be fetched.
    private func daemon(_ server: CertificateProviderServer) async throws -> RunningDaemon {
        let daemon = try await RunningDaemon.withGateway(server.port)
        try await daemon.done("srst", "certificate", "fetch", "branch-12", "--yes")
        _ = try await daemon.reset("--srst", "branch-12")
        return daemon
    }

    /// Both at once, each with a daemon of its own: what ends in silence takes a minute.
    @Test("A datagram, an ERROR, a look at the size, an abort or a lost last ACK is no proof of a file, and ends none")
    func proof() async throws {
        async let kept: Void = proofStays()
        async let missing: Void = unprovedTransfers()
        _ = try await (kept, missing)
    }

    private func proofStays() async throws {
        let server = try await CertificateProviderServer(GatewayIdentity())
        let daemon = try await daemon(server)
        let (phone, other) = (Self.phones[0], Self.phones[1])
        var proofs: [String: Document] = [:]
        for phone in [phone, other] {
            _ = try daemon.served(phone)
            let proof = try await shown(daemon, phone, after: "fetched")
            #expect(proof["fetch-state"]?.text == "current")
            #expect(proof["last-fetch"]?["has-served-file"]?.text == "true")
            proofs[phone] = proof
        }
        func expectProof(_ phone: String, _ details: Document, _ comment: Comment) async throws {
            let before = try #require(proofs[phone])
            #expect(details["last-fetch"] == before["last-fetch"], comment)
            #expect(details["fetch-state"]?.text == "current", comment)
            #expect(try await !unproved(daemon).contains(phone), comment)
            #expect(try await findings(daemon, phone).isEmpty, comment)
        }

        let silent = client(daemon, other)
        _ = try silent.begin()
        try silent.restButLastAcknowledgement()

        // One datagram from elsewhere, which nobody goes on with.
        let forged = client(daemon, phone)
        _ = try forged.begin()
        let abandoned = try await shown(daemon, phone, after: "abandoned")
        #expect(abandoned["last-request"]?["warning"]?.text?.contains("127.0.0.1") == true)
        try await expectProof(phone, abandoned, "one datagram")

        #expect(try client(daemon, phone).begin(mode: "mail") != nil)
        try await expectProof(phone, shown(daemon, phone, after: "refused"), "a request answered with ERROR")

        let curious = client(daemon, phone)
        _ = try curious.begin()
        try curious.end(error: 8)
        let cancelled = try await shown(daemon, phone, after: "cancelled")
        #expect(cancelled["last-request"]?["reason"]?.text == "client-cancelled")
        try await expectProof(phone, cancelled, "a look at the options")

        let broken = client(daemon, phone)
        _ = try broken.begin()
        _ = try broken.take(blocks: 3)
        try broken.end(error: 3)
        try await expectProof(phone, shown(daemon, phone, after: "aborted"), "an abort in the middle")

        try await expectProof(other, shown(daemon, other, after: "sent"), "a last ACK that is missing")

        try await daemon.restart()
        try await expectProof(phone, shown(daemon, phone, after: "aborted"), "a restart")
        try await expectProof(other, shown(daemon, other, after: "sent"), "a restart")
        #expect(try await daemon.done("phone", "list", "--behind", phone, other, "--output", "name").output.isEmpty)
        withExtendedLifetime((silent, forged)) {}
    }

    private func unprovedTransfers() async throws {
        let server = try await CertificateProviderServer(GatewayIdentity())
        let daemon = try await daemon(server)
        let (fetched, sent, oneBlock, ended) = (Self.phones[0], Self.phones[1], Self.phones[2], Self.phones[3])
        _ = try daemon.served(fetched)
        let lost = client(daemon, sent)
        _ = try lost.begin()
        try lost.restButLastAcknowledgement()
        let single = client(daemon, oneBlock, blockSize: 65_464)
        _ = try single.begin()
        try single.restButLastAcknowledgement()
        let early = client(daemon, ended)
        _ = try early.begin()
        _ = try early.take(blocks: 2)
        try early.end(error: 0)

        let first = try await shown(daemon, sent, after: "sent")
        #expect(first["fetch-state"]?.text == "sent" && first["last-fetch"]?.content == .null)
        #expect(first["last-sent"]?["revision"] == first["served"]?["revision"])
        #expect(try await shown(daemon, oneBlock, after: "abandoned")["fetch-state"]?.text == "never")
        #expect(try await shown(daemon, ended, after: "cancelled")["fetch-state"]?.text == "never")
        #expect(try await shown(daemon, fetched, after: "fetched")["fetch-state"]?.text == "current")
        #expect(try await unproved(daemon) == [sent, oneBlock, ended])
        #expect(try await findings(daemon, sent) == ["fetch-unproved"])
        #expect(try await findings(daemon, ended) == ["never-fetched"], "an end on purpose is no failure")

        // Who still runs the old file, in one command, in every format.
        let behind = try await daemon.done(["phone", "list", "--behind", "--output", "name"] + Self.phones).output
        #expect(behind == [sent, oneBlock, ended].map { $0 + "\n" }.joined())
        let never = try await daemon.done(
            ["phone", "list", "--never-fetched", "--sort", "fetch-state:desc", "--json"] + Self.phones
        )
        let states = try never.json(ObjectListReport.self).objects.map { $0.details["fetch-state"]?.text }
        #expect(states == ["sent", "never", "never"])
        let csv = try await daemon.done(["phone", "list", "--not-since", "7d", "--output", "csv"] + Self.phones).output
        #expect(
            csv.split(separator: "\n").dropFirst().map { $0.split(separator: ",").first.map(String.init) } == [
                sent, oneBlock, ended,
            ]
        )
        #expect(try await daemon.cnfctl("phone", "list", "--not-since", "last week").code == 2)

        // The operation converges with what was sent, and shows it apart.
        let phones = try await daemon.done("operation", "show", "--phones", "--output", "csv").output
        let rows = phones.split(separator: "\n").map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
        #expect(rows.first == "phone,outcome")
        #expect(rows.contains("\(fetched),fetched") && rows.contains("\(sent),sent"))
        #expect(rows.contains("\(oneBlock),published") && rows.contains("\(ended),published"))
        let names = try await daemon.done("operation", "show", "--outcome", "sent", "--output", "name").output
        #expect(names == sent + "\n")
        withExtendedLifetime((lost, single)) {}
    }
}
