import Serving
import TFTPServer
import TestSupport
import Testing

/// The XFR cases of tftp-conformance.md against a running server.
@Suite("Transfers by a server")
struct TransferCaseTests {
    private let server: TestServer
    private let client: TestClient

    init() throws {
        server = try TestServer(["file": pattern(2_000), "short": pattern(10)])
        client = server.client()
    }

    /// DATA 1 of a transfer that waits too long for a resend to mix in.
    private func begin() throws -> TestClient.Datagram {
        client.request("file", ["timeout", "9"])
        client.acknowledge(0, to: try #require(client.receive()).port)
        return try #require(client.receive())
    }

    @Test("XFR-07, XFR-10: ACKs for blocks not sent, and a stale ACK 0, are ignored")
    func unexpectedAcknowledgements() throws {
        client.request("file")
        let first = try #require(client.receive())
        for block in [0, 2, 3, 1_000, 65_535] { client.acknowledge(block, to: first.port) }
        server.settle()
        // The timer may have sent the first block again.
        #expect(client.receiveAll().allSatisfy { $0.number == 1 })
        client.acknowledge(1, to: first.port)
        var next = try #require(client.receive())
        while next.number == 1 { next = try #require(client.receive()) }
        #expect(next.number == 2)
    }

    @Test("XFR-08, XFR-09: with every ACK doubled, every block comes once")
    func sorcerersApprentice() throws {
        let first = try begin()
        for block in 1...4 {
            client.acknowledge(block, to: first.port)
            client.acknowledge(block, to: first.port)
            guard block < 4 else { break }
            #expect(try #require(client.receive()).number == block + 1)
            server.settle()
            #expect(client.hasNothing)
        }
        // The ACK after the last finds no transfer any more, and is no fault.
        #expect(server.counts(.latePackets, 1))
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("XFR-11, XFR-12, XFR-13: a block without ACK comes again, identical and ever later; its ACK brings the next")
    func resends() async throws {
        client.request("file")
        let first = try #require(client.receive())
        client.acknowledge(1, to: first.port)
        let second = try #require(client.receive())
        for _ in 0..<3 { #expect(try #require(client.receive()).bytes == second.bytes) }
        client.acknowledge(2, to: first.port)
        var third = try #require(client.receive())
        while third.number == 2 { third = try #require(client.receive()) }
        #expect(third.number == 3)
        client.send([0, 5, 0, 0, 0], to: first.port)
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.retransmits >= 3)
        // By the server's own clock: 50 ms, doubled twice, at least.
        #expect(record.microseconds >= 350_000)
    }

    @Test("XFR-14: a lost final ACK brings the last block once more; after its ACK there is silence")
    func lostFinalAcknowledgement() async throws {
        client.request("short")
        let first = try #require(client.receive())
        let again = try #require(client.receive())
        #expect(again.bytes == first.bytes)
        client.acknowledge(1, to: first.port)
        #expect(await server.records.wait(for: 1).first?.outcome == .fetched)
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("XFR-15: a client's ERROR ends the transfer and is not answered")
    func clientError() async throws {
        client.request("file")
        let first = try #require(client.receive())
        client.send([0, 5, 0, 3] + Array("no room\u{0}".utf8), to: first.port)
        let record = try #require(await server.records.wait(for: 1).first)
        server.settle()
        #expect(client.hasNothing)
        #expect(record.outcome == .aborted)
        #expect(record.reason == .clientError)
        #expect(server.server.counters.activeTransfers == 0)
    }

    @Test("XFR-16, XFR-17: malformed and out-of-place packets inside a transfer are ignored")
    func outOfPlace() throws {
        let first = try begin()
        let packets: [[UInt8]] = [
            [], [0], [0, 4], [0, 4, 0], [9, 9, 9, 9], TestClient.request(Array("file".utf8)), [0, 2, 97, 0, 97, 0],
            [0, 3, 0, 1, 5], [0, 6, 97, 0, 98, 0],
        ]
        for packet in packets { client.send(packet, to: first.port) }
        #expect(server.counts(.malformed, packets.count))
        server.settle()
        #expect(client.hasNothing)
        client.acknowledge(1, to: first.port)
        #expect(try #require(client.receive()).number == 2)
    }

    @Test("XFR-18: an ACK with octets after it is accepted")
    func trailingOctets() throws {
        client.request("file")
        let first = try #require(client.receive())
        client.send([0, 4, 0, 1, 0, 0, 0], to: first.port)
        #expect(try #require(client.receive()).number == 2)
    }

    @Test("A client whose port has closed is noticed by ICMP at once, not by timeouts")
    func vanished() async throws {
        do {
            let gone = server.client()
            gone.request("file")
            _ = gone.receive()
        }
        // The resend meets a closed port.
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.outcome == .aborted)
        #expect(record.reason == .unreachable)
    }
}
