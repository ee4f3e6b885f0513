import TFTPServer
import Testing

@Suite("A single port")
struct SinglePortTests {
    private let server: TestServer

    init() throws {
        server = try TestServer(["file": pattern(3_000), "other": pattern(900, seed: 1)]) {
            $0.singlePort = true
            $0.workers = 2
        }
    }

    @Test("Every packet comes from the listening port, and files arrive intact")
    func intact() {
        for _ in 0..<10 {
            let download = server.client().download("file", ["blksize", "700", "windowsize", "3"])
            #expect(download.serverPort == server.port)
            #expect(download.bytes == pattern(3_000))
        }
    }

    @Test("TID-04: an ACK without a transfer is answered with ERROR 5, an ERROR never")
    func strays() throws {
        let client = server.client()
        client.send([0, 5, 0, 0, 0])
        client.acknowledge(1, to: server.port)
        client.request("missing")
        // One client's packets are answered in their order: an answer to the ERROR would come first.
        #expect(try #require(client.receive()).number == 5)
        #expect(try #require(client.receive()).number == 1)
        #expect(server.counts(.unknownTransferIDs, 1))
    }

    @Test("TID-08, TID-09: one client port's transfers follow each other")
    func consecutive() throws {
        let client = server.client()
        client.request("file", ["tsize", "0"])
        _ = try #require(client.receive())
        #expect(client.download("other").bytes == pattern(900, seed: 1))
        #expect(client.download("file").bytes == pattern(3_000))
    }
}
