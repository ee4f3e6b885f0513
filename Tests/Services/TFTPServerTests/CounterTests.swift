import Foundation
import Serving
import TFTPServer
import TestSupport
import Testing

/// What metrics are made of; drops by limits, enumeration and full receive queues are counted in the tests of those.
@Suite("Counters", .timeLimit(.patience))
struct CounterTests {
    /// Has a client acknowledge all but the last block, and go.
    private func leaveHalfWay(_ server: TestServer) throws {
        let client = server.client()
        client.request("file")
        client.acknowledge(1, to: try #require(client.receive()).port)
    }

    @Test("Every end of a request is counted, and what was sent for it")
    func ends() async throws {
        let server = try TestServer(["file": pattern(1_000), "short": pattern(10)])
        let counters = { server.server.counters }
        #expect(server.client().download("file").bytes == pattern(1_000))
        #expect(server.client().download("missing").error == 1)
        let (silent, gone, broken) = (server.client(), server.client(), server.client())
        // It asks for something else before it has acknowledged anything.
        silent.request("file")
        #expect(silent.receive() != nil)
        #expect(silent.download("short").bytes == pattern(10))
        try leaveHalfWay(server)
        gone.request("file")
        gone.send([0, 5, 0, 0, 0], to: try #require(gone.receive()).port)
        broken.request("file")
        broken.send([0, 5, 0, 3, 0], to: try #require(broken.receive()).port)
        _ = await server.records.wait(for: 7)
        #expect(counters()[.requests] == 7)
        #expect(counters()[.fetched] == 2)
        #expect(counters()[.refused] == 1)
        #expect(counters()[.cancelled] == 1)
        #expect(counters()[.aborted] == 1)
        #expect(counters()[.sent] == 1)
        #expect(counters()[.abandoned] == 1)
        // Two for the first, one each for those that left, were silent or short, two for the one that left half way.
        let blocks = 2 + 1 + 1 + 1 + 1 + 2
        // Its last block is sent again when it was there before the client was gone.
        #expect(counters()[.blocks] == blocks + counters()[.retransmits] && counters()[.retransmits] <= 1)
        #expect(counters()[.bytes] == 1_000 + 10 + 1_000)
        let last = server.client()
        last.request("file")
        #expect(last.receive() != nil)
        server.server.stop()
        _ = await server.records.wait(for: 8)
        #expect(counters()[.failed] == 1)
    }

    @Test("What is no request and no acknowledgement is counted")
    func malformed() throws {
        let server = try TestServer(["file": pattern(100)])
        let stranger = server.client()
        for packet: [UInt8] in [[0, 7], [], [0, 1, 97], [0, 4, 0, 1]] { stranger.send(packet) }
        #expect(server.client().download("file").bytes == pattern(100))
        #expect(server.server.counters[.malformed] == 4)
    }

    @Test("Netascii beyond what may be translated at once is dropped and counted; the end of a transfer makes room")
    func translations() throws {
        let server = try TestServer(["text": pattern(600).map { $0 & 63 | 64 }]) { $0.maximumTranslatedBytes = 1_500 }
        let first = server.client()
        first.request("text", mode: "netascii", ["timeout", "9"])
        let offer = try #require(first.receive())
        let second = server.client()
        second.request("text", mode: "netascii")
        #expect(server.counts(.droppedTranslation, 1))
        first.send([0, 5, 0, 0, 0], to: offer.port)
        #expect(second.download("text", mode: "netascii").bytes.count == 600)
    }

    @Test("Requests to a server that is draining are counted where they still arrive")
    func draining() async throws {
        let server = try TestServer(["file": pattern(1_000)]) {
            $0.singlePort = true
            $0.drainTimeoutSeconds = 300
        }
        let client = server.client()
        client.request("file", ["timeout", "9"])
        _ = try #require(client.receive())
        let draining = Task { await server.server.drain() }
        // Taken once the drain has begun; until then they are answered.
        while server.server.counters[.droppedDraining] == 0 {
            server.client().request("missing")
            try await Task.sleep(for: .milliseconds(20))
        }
        client.send([0, 5, 0, 0, 0], to: server.port)
        await draining.value
    }

    @Test("What the kernel will not send is counted", .enabled(if: NetworkNamespace.isAvailable))
    func sendFailures() throws {
        try NetworkNamespace.run {
            let server = try TestServer(["file": pattern(1_000)], listen: ["[::1]:0"])
            let client = server.client()
            client.request("file")
            #expect(client.receive() != nil)
            // The addresses go with it.
            try NetworkNamespace.switchLoopback(on: false)
            // The first resend meets it.
            #expect(server.counts(.sendFailures, 1))
        }
    }

    @Test("Each counter has a word of its own, in kebab-case")
    func names() {
        let names = TFTPServerCounter.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("dropped-transfer-limit") && names.contains("unknown-transfer-ids"))
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
    }

    @Test("docs/tftp.md tells of each")
    func documented() throws {
        let text = try String(contentsOf: Repository.root.appending(path: "docs/tftp.md"), encoding: .utf8)
        for counter in TFTPServerCounter.allCases { #expect(text.contains("\n| `\(counter.name)` | ")) }
    }
}
