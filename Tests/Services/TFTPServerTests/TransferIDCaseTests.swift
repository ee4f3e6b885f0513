import Serving
import TFTPServer
import Testing

/// The TID cases of tftp-conformance.md against a running server.
@Suite("Transfer identifiers")
struct TransferIDCaseTests {
    private let server: TestServer
    private let client: TestClient

    init() throws {
        server = try TestServer(["file": pattern(2_000), "other": pattern(1_500, seed: 3)], listen: ["0.0.0.0:0"])
        client = server.client()
    }

    /// Finishes a transfer whose first block has come.
    private func finish(_ client: TestClient, _ first: TestClient.Datagram) -> [UInt8] {
        var bytes = first.data
        var block = 1
        client.acknowledge(block, to: first.port)
        while let next = client.receive() {
            guard next.number == block + 1 else { continue }
            block += 1
            bytes += next.data
            client.acknowledge(block, to: first.port)
            if next.data.count < 512 { break }
        }
        return bytes
    }

    @Test("TID-02: the answer comes from the address that was asked")
    func arrivalAddress() throws {
        for address: UInt32 in [0x7F00_0001, 0x7F00_0002, 0x7F01_0203] {
            let client = TestClient(server: server.port, address: 0)
            client.request("file", address: address)
            #expect(try #require(client.receive()).address == address)
            client.request("missing", address: address)
            #expect(try #require(client.receive()).address == address)
        }
    }

    @Test("TID-03, TID-04: a packet from a wrong port is answered with ERROR 5 and disturbs nothing")
    func wrongPort() throws {
        client.request("file")
        let first = try #require(client.receive())
        let intruder = server.client()
        intruder.acknowledge(1, to: first.port)
        let answer = try #require(intruder.receive())
        #expect(answer.opcode == 5)
        #expect(answer.number == 5)
        #expect(finish(client, first) == pattern(2_000))
    }

    @Test("TID-05: an ERROR from a wrong port does not end the transfer and is not answered")
    func errorFromWrongPort() throws {
        client.request("file")
        let first = try #require(client.receive())
        let intruder = server.client()
        intruder.send([0, 5, 0, 0, 0], to: first.port)
        server.settle()
        #expect(intruder.hasNothing)
        #expect(finish(client, first) == pattern(2_000))
    }

    @Test("TID-06: a repeated request joins its transfer: same port, same block, one session")
    func repeated() throws {
        client.request("file")
        let first = try #require(client.receive())
        client.request("file")
        let second = try #require(client.receive())
        #expect(second.port == first.port)
        #expect(second.bytes == first.bytes)
        #expect(server.server.counters.activeTransfers == 1)
        #expect(finish(client, first) == pattern(2_000))
        #expect(server.server.counters[.repeatedRequests] == 1)
    }

    @Test("TID-06: a repeat of the request that is read after the first ACK leaves its transfer alone")
    func overtaken() throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        let second = try #require(client.receive())
        client.request("file")
        server.settle()
        #expect(client.hasNothing)
        client.acknowledge(2, to: first.port)
        #expect(try #require(client.receive()).number == 3)
        #expect(second.number == 2)
        #expect(server.server.counters.activeTransfers == 1)
    }

    @Test("TID-07: two transfers interleaved from two client ports")
    func interleaved() throws {
        let other = server.client()
        client.request("file")
        other.request("other")
        let first = try #require(client.receive())
        let second = try #require(other.receive())
        #expect(finish(client, first) == pattern(2_000))
        #expect(finish(other, second) == pattern(1_500, seed: 3))
    }

    @Test("TID-08: consecutive transfers from one client port never meet the same server port twice in a row")
    func consecutive() {
        var former: UInt16 = 0
        for _ in 0..<20 {
            let download = client.download("file")
            #expect(download.bytes == pattern(2_000))
            #expect(download.serverPort != former)
            former = download.serverPort
        }
    }

    @Test("TID-09: an abandoned request, then one for another file from the same port")
    func abandoned() async throws {
        client.request("file", ["tsize", "0"])
        let offer = try #require(client.receive())
        #expect(offer.opcode == 6)
        client.request("other")
        let first = try #require(client.receive())
        #expect(first.port != offer.port)
        #expect(finish(client, first) == pattern(1_500, seed: 3))
        let records = await server.records.wait(for: 2)
        #expect(records.first?.outcome == .abandoned)
        #expect(records.first?.reason == .newRequest)
    }

    @Test("A late ACK to the port of the client's former transfer is ignored")
    func lateAcknowledgement() throws {
        client.request("file", ["tsize", "0"])
        let offer = try #require(client.receive())
        // It waits for ACK 0, too, and too long for a resend.
        client.request("other", ["timeout", "9"])
        let second = try #require(client.receive())
        client.acknowledge(0, to: offer.port)
        server.settle()
        #expect(client.hasNothing)
        client.acknowledge(0, to: second.port)
        let first = try #require(client.receive())
        #expect(finish(client, first) == pattern(1_500, seed: 3))
    }
}
