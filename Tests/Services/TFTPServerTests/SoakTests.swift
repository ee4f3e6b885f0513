import TFTPServer
import TestSupport
import Testing

@Suite("Malformed datagrams")
struct SoakTests {
    @Test(
        "Random, truncated and oversized datagrams: no crash, no session left over",
        .timeLimit(.patience),
        arguments: [false, true]
    )
    func soak(singlePort: Bool) async throws {
        let server = try TestServer(["file": pattern(3_000)]) {
            $0.singlePort = singlePort
            $0.workers = 2
        }
        let client = server.client()
        client.request("file")
        let port = try #require(client.receive()).port
        client.send([0, 5, 0, 0, 0], to: port)
        var random = SystemRandomNumberGenerator()
        let whole = TestClient.request(Array("file".utf8), ["blksize", "1024", "windowsize", "8", "tsize", "0"])
        for round in 0..<20_000 {
            var packet: [UInt8]
            switch round % 4 {
            case 0:
                packet = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            case 1:
                packet = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
            case 2:
                packet = whole
                for _ in 0..<3 {
                    packet[Int.random(in: 0..<packet.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            default:
                packet = [0, UInt8.random(in: 0...8, using: &random)]
                packet += [UInt8](
                    repeating: UInt8.random(in: 0...255, using: &random),
                    count: Int.random(in: 0...3_000, using: &random)
                )
            }
            client.send(packet, to: round % 3 == 0 ? port : nil)
            if round % 500 == 0 {
                // Ends what a mutated request may have begun.
                while let answer = client.receive(milliseconds: 5) { client.send([0, 5, 0, 0, 0], to: answer.port) }
            }
        }
        while let answer = client.receive(milliseconds: 100) { client.send([0, 5, 0, 0, 0], to: answer.port) }
        #expect(server.client().download("file").bytes == pattern(3_000))
        try await eventually("a transfer is left over") { server.server.counters.activeTransfers == 0 }
    }
}
