import TestSupport
import Testing

@Suite("S12: many inquiries at gateways at once", .timeLimit(.patience))
struct ManyInquiriesTests {
    /// 16 are asked, 128 of one user wait, and the rest is refused.
    private static let asked = 200
    /// What the database opens when many read at once, and keeps: up to five readers, each with its write-ahead log.
    private static let readers = 16

    @Test("A few are asked at once, a bounded number waits, the rest is told so; whoever goes away makes room")
    func checks() async throws {
        let gateway = try OddServer(.silence)
        let daemon = try await RunningDaemon.withGateway(gateway.port)
        try await daemon.acceptCertificate()
        let (threads, files) = (try daemon.threads(named: ""), try daemon.openFiles())
        let body = #"{"name":"branch-12","assume":[]}"#
        var checks = try (0..<Self.asked).map { _ in
            let connection = try ControlConnection(daemon.socket)
            connection.request("srst/check", length: body.utf8.count, body: body)
            return connection
        }
        for _ in 0..<6_000 where checks.count(where: { !$0.received.isEmpty }) < Self.asked - 144 {
            for check in checks { check.take() }
            try await Task.sleep(for: .milliseconds(10))
        }
        let refusals = checks.map(\.text).filter { !$0.isEmpty }
        #expect(refusals.count >= Self.asked - 144)
        #expect(refusals.contains { $0.contains("too-many-inquiries") })
        // An inquiry has a thread; the others come and go with the processors.
        #expect(try daemon.threads(named: "") <= threads + 16 + 16)
        #expect(try daemon.openFiles() <= files + Self.asked + 16 * 8)
        #expect(try await daemon.cnfctl("status").code == 0)
        checks = []
        for _ in 0..<6_000 where try daemon.openFiles() > files + Self.readers {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try daemon.openFiles() <= files + Self.readers)
    }
}
