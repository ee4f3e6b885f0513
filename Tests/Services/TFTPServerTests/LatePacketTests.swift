import Glibc
import Serving
import TFTPServer
import TestSupport
import Testing

/// Packets that come when nobody waits for them any more, against a running server.
@Suite("Late packets", .timeLimit(.patience))
struct LatePacketTests {
    private let server: TestServer
    private let client: TestClient

    init() throws {
        server = try TestServer(["file": pattern(2_000), "other": pattern(1_500, seed: 3)], listen: ["0.0.0.0:0"])
        client = server.client()
    }

    /// Finishes a transfer of which a block has come that follows `former` octets.
    private func finish(_ block: TestClient.Datagram, after former: [UInt8] = []) throws -> [UInt8] {
        var bytes = former + block.data
        var last = block
        client.acknowledge(block.number, to: block.port)
        while last.data.count == 512 {
            let next = try #require(client.receive())
            guard next.port == block.port else { continue }
            #expect(next.number == last.number + 1)
            bytes += next.data
            last = next
            client.acknowledge(next.number, to: next.port)
        }
        return bytes
    }

    /// Longer than a repeated request is passed over because the transfer has only begun.
    private func pause() { usleep(1_200_000) }

    @Test("The last ACK again is passed over, and so is an ERROR")
    func lastAcknowledgement() throws {
        client.request("file")
        let first = try #require(client.receive())
        #expect(try finish(first) == pattern(2_000))
        #expect(server.counts(.fetched, 1))
        for _ in 0..<3 { client.acknowledge(4, to: first.port) }
        client.send([0, 5, 0, 5, 0], to: first.port)
        #expect(server.counts(.latePackets, 4))
        server.settle()
        #expect(client.hasNothing)
        #expect(server.server.counters[.unknownTransferIDs] == 0)
    }

    @Test("Once nothing can be under way any more an ACK without a transfer is ERROR 5 again")
    func forgotten() throws {
        let server = try TestServer(["file": pattern(100)]) {
            $0.latePacketMilliseconds = 100
            // An old port is closed as soon as nothing can be under way to it: then nobody answers there.
            $0.portIntervalMilliseconds = 3_600_000
        }
        let client = server.client()
        let download = client.download("file")
        #expect(server.counts(.fetched, 1))
        usleep(150_000)
        client.acknowledge(1, to: download.serverPort)
        #expect(try #require(client.receive()).number == 5)
    }

    @Test("A transfer that the server ended with an ERROR is not passed over: its client is told again")
    func failed() throws {
        let stamp = OpenFile.Stamp(length: 600, modifiedSeconds: 0, modifiedNanoseconds: 0)
        server.source.put(
            FileContent(file: OpenFile(owning: open("/proc/self/exe", O_RDONLY), stamp: stamp)),
            as: "changed"
        )
        client.request("changed")
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5 && answer.number == 0)
        client.acknowledge(1, to: answer.port)
        let again = try #require(client.receive())
        #expect(again.opcode == 5 && again.number == 5)
    }

    @Test("TID-06: a copy of the request that was under way for long leaves the running transfer alone")
    func lateRequest() throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        let second = try #require(client.receive())
        pause()
        _ = client.receiveAll()
        client.request("file")
        client.request("file")
        #expect(server.counts(.lateRequests, 2))
        #expect(server.server.counters.activeTransfers == 1)
        #expect(try finish(second, after: first.data) == pattern(2_000))
    }

    @Test("TID-06: one that comes after each block, too")
    func manyLateRequests() throws {
        client.request("file")
        var block = try #require(client.receive())
        var bytes = block.data
        pause()
        for number in 1...3 {
            client.acknowledge(number, to: block.port)
            while block.number == number { block = try #require(client.receive()) }
            bytes += block.data
            if number < 3 { client.request("file") }
        }
        client.acknowledge(4, to: block.port)
        #expect(bytes == pattern(2_000))
        #expect(server.counts(.fetched, 1))
        #expect(server.server.counters[.requests] == 3)
    }

    @Test("A late request of another file whose answer the client refuses does not end the running transfer")
    func refusedAnswer() async throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        let second = try #require(client.receive())
        client.request("other")
        var stranger = try #require(client.receive())
        while stranger.port == first.port { stranger = try #require(client.receive()) }
        #expect(stranger.number == 1)
        client.send([0, 5, 0, 5, 0], to: stranger.port)
        #expect(server.counts(.aborted, 1))
        #expect(try finish(second, after: first.data) == pattern(2_000))
        let records = await server.records.wait(for: 2)
        #expect(records.map(\.outcome) == [.aborted, .fetched])
    }

    @Test("A late request of a file that is missing does not end it either")
    func refusedRequest() throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        let second = try #require(client.receive())
        client.request("missing")
        #expect(server.counts(.refused, 1))
        #expect(try finish(second, after: first.data) == pattern(2_000))
    }

    @Test("What comes to the port of a client's former transfer, an ERROR too, does not end the one that runs")
    func formerPort() throws {
        client.request("other")
        let former = try #require(client.receive())
        #expect(try finish(former) == pattern(1_500, seed: 3))
        #expect(server.counts(.fetched, 1))
        client.request("file")
        var first = try #require(client.receive())
        while first.port == former.port { first = try #require(client.receive()) }
        client.send([0, 5, 0, 5, 0], to: former.port)
        client.acknowledge(3, to: former.port)
        #expect(server.counts(.latePackets, 2))
        #expect(try finish(first) == pattern(2_000))
        #expect(server.counts(.fetched, 2))
    }

    @Test("TID-09: a client that acknowledges the answer to its new request has done with the old transfer")
    func goesOver() async throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        _ = try #require(client.receive())
        client.request("other")
        var answer = try #require(client.receive())
        while answer.port == first.port { answer = try #require(client.receive()) }
        // Its last ACK of the old one was late.
        client.acknowledge(2, to: first.port)
        #expect(try finish(answer) == pattern(1_500, seed: 3))
        let records = await server.records.wait(for: 2)
        #expect(records.map(\.outcome) == [.abandoned, .fetched])
        #expect(records.first?.reason == .newRequest)
        #expect(server.server.counters.activeTransfers == 0)
    }

    @Test("The last ACK of one transfer may come after the request for the next")
    func overtaken() async throws {
        client.request("other")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        _ = try #require(client.receive())
        client.acknowledge(2, to: first.port)
        _ = try #require(client.receive())
        client.request("file")
        var answer = try #require(client.receive())
        while answer.port == first.port { answer = try #require(client.receive()) }
        client.acknowledge(3, to: first.port)
        #expect(try finish(answer) == pattern(2_000))
        #expect(await server.records.wait(for: 2).map(\.outcome) == [.fetched, .fetched])
    }

    @Test("TID-06: a client that begins anew from the same port is served when it asks again")
    func begunAnew() async throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        _ = try #require(client.receive())
        pause()
        _ = client.receiveAll()
        client.request("file")
        #expect(server.counts(.lateRequests, 1))
        usleep(500_000)
        client.request("file")
        var answer = try #require(client.receive())
        while answer.port == first.port { answer = try #require(client.receive()) }
        #expect(answer.number == 1)
        #expect(try finish(answer) == pattern(2_000))
        #expect(await server.records.wait(for: 2).map(\.outcome) == [.abandoned, .fetched])
    }

    @Test("TID-06: one that lacks nothing but the last ACK is served anew when it asks, not only when it asks again")
    func lastMissing() async throws {
        client.request("other")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        _ = try #require(client.receive())
        client.acknowledge(2, to: first.port)
        pause()
        client.request("other")
        var answer = try #require(client.receive())
        while answer.port == first.port { answer = try #require(client.receive()) }
        #expect(server.server.counters[.lateRequests] == 0)
        #expect(try finish(answer) == pattern(1_500, seed: 3))
        #expect(await server.records.wait(for: 2).map(\.outcome) == [.sent, .fetched])
    }

    @Test("TID-02: an ERROR leaves from the address and the port that were asked", arguments: [false, true])
    func errorAddress(singlePort: Bool) throws {
        let server = try TestServer(["file": pattern(2_000)], listen: ["0.0.0.0:0"]) { $0.singlePort = singlePort }
        let client = TestClient(server: server.port, address: 0)
        for address: UInt32 in [0x7F00_0002, 0x7F01_0203] {
            client.request("missing", address: address)
            let missing = try #require(client.receive())
            #expect(missing.address == address && missing.port == server.port)
            client.send([0, 2] + Array("file\u{0}octet\u{0}".utf8), address: address)
            let refused = try #require(client.receive())
            #expect(refused.address == address && refused.port == server.port)
            client.request("file", address: address)
            let first = try #require(client.receive())
            #expect(first.address == address)
            // A stray one, from a port that has no transfer.
            let intruder = TestClient(server: server.port, address: 0)
            intruder.send([0, 4, 0, 1], to: first.port, address: address)
            let answer = try #require(intruder.receive())
            #expect(answer.number == 5)
            #expect(answer.address == address && answer.port == first.port)
            client.send([0, 5, 0, 0, 0], to: first.port, address: address)
        }
    }
}
