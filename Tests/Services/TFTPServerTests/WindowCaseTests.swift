import Glibc
import Serving
import TFTPServer
import TestSupport
import Testing

/// The WIN and ROL cases of tftp-conformance.md against a running server, with and without segmentation.
@Suite("Windows at a server", .serialized)
struct WindowCaseTests {
    private func begin(
        _ segmentation: Bool,
        _ window: String,
        length: Int = 20_000,
        timeout: String = "9"
    ) throws -> (TestServer, TestClient, UInt16) {
        let server = try TestServer(["file": pattern(length)]) { $0.segmentationOffload = segmentation }
        let client = server.client()
        // A long timeout, so that no resend mixes in.
        client.request("file", ["windowsize", window, "timeout", timeout])
        let offer = try #require(client.receive())
        #expect(offer.strings == ["windowsize", window, "timeout", timeout])
        client.acknowledge(0, to: offer.port)
        return (server, client, offer.port)
    }

    /// The blocks that have come once the server has handled everything.
    private func numbers(_ server: TestServer, _ client: TestClient) -> [Int] {
        server.settle()
        return client.receiveAll().map(\.number)
    }

    @Test("Of a network's clients four have their first window on the way, then more as windows come back")
    func firstWindows() throws {
        let server = try TestServer(["file": pattern(20_000)])
        func begin() throws -> (client: TestClient, port: UInt16, window: String) {
            let client = server.client()
            client.request("file", ["windowsize", "8", "timeout", "9"])
            let offer = try #require(client.receive())
            return (client, offer.port, offer.strings[1])
        }
        let first = try (0..<6).map { _ in try begin() }
        #expect(first.map(\.window) == ["8", "8", "8", "8", "1", "1"])
        // A window that comes back makes room, and for one more because others were refused.
        first[0].client.acknowledge(0, to: first[0].port)
        for _ in 0..<8 { _ = first[0].client.receive() }
        first[0].client.acknowledge(8, to: first[0].port)
        #expect(first[0].client.receive()?.number == 9)
        #expect(try (0..<3).map { _ in try begin().window } == ["8", "8", "1"])
        // One that ends makes room, too.
        first[1].client.send([0, 5, 0, 0, 0], to: first[1].port)
        server.settle()
        #expect(try (0..<2).map { _ in try begin().window } == ["8", "1"])
    }

    @Test("While packets to a client's network queue up, an OACK grants no window")
    func crowded() throws {
        let server = try TestServer(["file": pattern(20_000)])
        func offer(after wait: UInt32) throws -> [String] {
            let client = server.client()
            client.request("file", ["windowsize", "8"])
            let offer = try #require(client.receive())
            usleep(wait)
            client.acknowledge(0, to: offer.port)
            _ = client.receive()
            // Its window is on the way no longer.
            client.send([0, 5, 0, 0, 0], to: offer.port)
            return offer.strings
        }
        #expect(try offer(after: 0) == ["windowsize", "8"])
        // Clients are as slow as a queue that grows. On a busy machine the last may come too late to hear of it.
        var granted: [String] = []
        for _ in 0..<20 where granted != ["windowsize", "1"] {
            for milliseconds: UInt32 in [60, 80, 90, 150] { _ = try offer(after: milliseconds * 1_000) }
            granted = try offer(after: 0)
        }
        #expect(granted == ["windowsize", "1"])
    }

    @Test(
        "WIN-01, WIN-02, WIN-03, WIN-12: whole windows, one ACK each, the last one shorter",
        arguments: [true, false]
    )
    func windows(segmentation: Bool) async throws {
        let (server, client, port) = try begin(segmentation, "4", length: 5_000)
        #expect(numbers(server, client) == [1, 2, 3, 4])
        client.acknowledge(4, to: port)
        #expect(numbers(server, client) == [5, 6, 7, 8])
        client.acknowledge(8, to: port)
        #expect(numbers(server, client) == [9, 10])
        client.acknowledge(10, to: port)
        #expect(await server.records.wait(for: 1).first?.outcome == .fetched)
    }

    @Test("WIN-04: after an ACK inside the window sending goes on right behind it", arguments: [true, false])
    func gap(segmentation: Bool) throws {
        let (server, client, port) = try begin(segmentation, "4")
        #expect(numbers(server, client) == [1, 2, 3, 4])
        client.acknowledge(2, to: port)
        #expect(numbers(server, client) == [3, 4, 5, 6])
        _ = server
    }

    @Test("WIN-05: without an ACK the window comes again from its first block", arguments: [true, false])
    func lostWindow(segmentation: Bool) throws {
        let (server, client, port) = try begin(segmentation, "4", timeout: "1")
        #expect(numbers(server, client) == [1, 2, 3, 4])
        client.acknowledge(4, to: port)
        let blocks = (0..<9).compactMap { _ in client.receive()?.number }
        // Its first block alone, for a client that has it; then all.
        #expect(blocks == [5, 6, 7, 8] + [5] + [5, 6, 7, 8])
        _ = server
    }

    @Test("WIN-06, WIN-07, WIN-08: what is no window is left out, too large a one is reduced")
    func values() throws {
        let server = try TestServer(["file": pattern(100)])
        let client = server.client()
        for value in ["0", "-1", "abc"] { #expect(client.download("file", ["windowsize", value]).options.isEmpty) }
        for value in ["65535", "65536", "100000"] {
            #expect(client.download("file", ["windowsize", value]).options == ["windowsize", "64"])
        }
    }

    @Test("WIN-10, WIN-11: a doubled ACK, and one beyond the window, bring nothing")
    func doubled() throws {
        let (server, client, port) = try begin(true, "4")
        #expect(numbers(server, client) == [1, 2, 3, 4])
        client.acknowledge(9, to: port)
        client.acknowledge(4, to: port)
        client.acknowledge(4, to: port)
        let blocks = (0..<4).compactMap { _ in client.receive()?.number }
        #expect(blocks == [5, 6, 7, 8])
        server.settle()
        #expect(client.hasNothing)
    }

    @Test(
        "ROL-01, ROL-02: more than 65,535 blocks arrive intact, the wrap falling inside a window",
        .timeLimit(.patience)
    )
    func rollover() throws {
        let bytes = pattern(66_000 * 8 + 3)
        let server = try TestServer(["file": bytes])
        let download = server.client().download("file", ["blksize", "8", "windowsize", "48"])
        #expect(download.blocks == 66_001)
        #expect((download.bytes == bytes) as Bool)
    }

    @Test("Sizes around 65,535 blocks end where they should", arguments: [-1, 0, 1])
    func around(offset: Int) throws {
        let bytes = pattern(65_535 * 8 + offset)
        let server = try TestServer(["file": bytes])
        let download = server.client().download("file", ["blksize", "8", "windowsize", "64"])
        #expect(download.blocks == bytes.count / 8 + 1)
        #expect((download.bytes == bytes) as Bool)
    }
}
