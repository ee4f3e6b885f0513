import Serving
import TFTPServer
import TestSupport
import Testing

/// A running server, and clients behind a router whose next link carries less than the server's.
@Suite("Paths that carry less than the link", .enabled(if: NarrowNetwork.isAvailable), .timeLimit(.patience))
struct NarrowPathTests {
    /// A network, and whether its router tells of what it cannot pass on.
    struct Path: Sendable, CustomStringConvertible {
        var isIPv6: Bool
        var mtu: Int
        var tells: Bool

        var description: String { "IPv\(isIPv6 ? 6 : 4), \(mtu), ICMP \(tells ? "passed" : "dropped")" }
    }

    static let paths = [(false, 1_280), (false, 576), (true, 1_280)].flatMap { isIPv6, mtu in
        [true, false].map { Path(isIPv6: isIPv6, mtu: mtu, tells: $0) }
    }

    /// Lets a test have a server, a path, and downloads each from a port of its own.
    private func run(
        _ path: Path,
        link: CInt = 1_500,
        _ body:
            @escaping @Sendable (TestServer, NarrowNetwork, (String, [String]) -> NarrowNetwork.Download) throws -> Void
    ) throws {
        try NetworkNamespace.run {
            let network = try NarrowNetwork(link: link)
            network.mtu = path.mtu
            network.tells = path.tells
            let server = try TestServer(
                ["file": pattern(30_000), "one": pattern(1_300), "long": pattern(400_000)],
                listen: [path.isIPv6 ? "[2001:db8::1]:0" : "192.0.2.1:0"]
            )
            var port: UInt16 = 40_000
            try body(server, network) { name, options in
                port += 1
                let isIPv6 = path.isIPv6
                return network.download(name, options, from: port, server: server.port, isIPv6: isIPv6)
            }
            #expect(server.server.counters[.sendFailures] == 0)
        }
    }

    @Test("BLK, WIN: files arrive whole, in blocks and windows of every size", arguments: paths)
    func everySize(path: Path) throws {
        try run(path) { server, network, download in
            for (block, window) in [(512, 1), (1_428, 1), (1_468, 1), (1_428, 8), (1_024, 3), (1_428, 64)] {
                let got = download("file", ["blksize", "\(block)", "windowsize", "\(window)"])
                #expect((got.bytes == pattern(30_000)) as Bool, "blksize \(block), windowsize \(window)")
            }
            #expect((download("one", ["blksize", "1428"]).bytes == pattern(1_300)) as Bool)
            #expect(server.counts(.fetched, 7))
        }
    }

    @Test("BLK: so do the largest blocks, over a link that carries them", arguments: paths)
    func largest(path: Path) throws {
        try run(path, link: 65_535) { server, network, download in
            for window in [1, 4] {
                let got = download("long", ["blksize", "65464", "windowsize", "\(window)"])
                #expect((got.bytes == pattern(400_000)) as Bool, "\(path), windowsize \(window): \(got.bytes.count)")
            }
            #expect(server.counts(.fetched, 2))
        }
    }

    @Test("RFC 8085: of IPv6 nothing is larger than what every path carries")
    func leastOfIPv6() throws {
        try run(Path(isIPv6: true, mtu: 1_280, tells: false), link: 9_000) { server, network, download in
            for window in ["1", "16"] {
                let got = download("file", ["blksize", "8192", "windowsize", window])
                #expect(got.options == ["blksize", "1228", "windowsize", window])
                #expect((got.bytes == pattern(30_000)) as Bool)
            }
            #expect(network.dropped == 0 && network.fragments == 0)
            #expect(server.server.counters[.retransmits] == 0)
        }
    }

    @Test("Without ICMP two transfers show that a network's path is narrow; those that follow lose nothing")
    func remembered() throws {
        try run(Path(isIPv6: false, mtu: 1_280, tells: false)) { server, network, download in
            for dropped in [1, 2, 2, 2] {
                let got = download("file", ["blksize", "1428"])
                #expect(got.options == ["blksize", "1428"])
                #expect((got.bytes == pattern(30_000)) as Bool)
                #expect(network.dropped == dropped)
                #expect(server.server.counters[.narrowPaths] == dropped / 2)
            }
            #expect(network.cutByRouter >= 4 * 21)
            // All but the first block of the first, and that once it is sent again.
            #expect(server.server.counters[.divisibleBlocks] >= 4 * 22)
        }
    }

    @Test("With ICMP one packet shows it, and blocks are as large as the path carries from then on")
    func told() throws {
        try run(Path(isIPv6: false, mtu: 1_280, tells: true)) { server, network, download in
            #expect((download("file", ["blksize", "1428", "windowsize", "4"]).bytes == pattern(30_000)) as Bool)
            let (dropped, fragments) = (network.dropped, network.fragments)
            #expect((1...4).contains(dropped))
            let got = download("file", ["blksize", "1428", "windowsize", "4"])
            #expect(got.options == ["blksize", "1248", "windowsize", "4"])
            #expect((got.bytes == pattern(30_000)) as Bool)
            #expect(network.dropped == dropped && network.fragments == fragments && network.cutByRouter == 0)
        }
    }

    @Test("A path that becomes narrow while blocks are on it costs a few of them")
    func narrowing() throws {
        try run(Path(isIPv6: false, mtu: 1_500, tells: false)) { server, network, download in
            #expect((download("file", ["blksize", "1428"]).bytes == pattern(30_000)) as Bool)
            network.narrowsAfter = 5
            let got = download("file", ["blksize", "1428"])
            #expect((got.bytes == pattern(30_000)) as Bool)
            #expect((1...4).contains(network.dropped))
        }
    }

    @Test("One client's narrow path changes nothing for others, not even on the same socket")
    func others() throws {
        try run(Path(isIPv6: false, mtu: 1_280, tells: false)) { server, network, download in
            for _ in 0..<3 { #expect((download("file", ["blksize", "1428"]).bytes == pattern(30_000)) as Bool) }
            #expect(!network.isIndivisible)
            network.client4 = [192, 0, 3, 77]
            network.mtu = 1_500
            let divisible = server.server.counters[.divisibleBlocks]
            for window in ["1", "8"] {
                let got = download("file", ["blksize", "1428", "windowsize", window])
                #expect((got.bytes == pattern(30_000)) as Bool)
                #expect(network.isIndivisible)
            }
            #expect(server.server.counters[.divisibleBlocks] == divisible)
            #expect(network.cutByRouter > 0)
        }
    }

    @Test("Blocks that arrive everywhere are never cut up, sent again or not")
    func small() throws {
        try run(Path(isIPv6: false, mtu: 1_500, tells: false)) { server, network, download in
            network.losesNext = 2
            #expect((download("file", []).bytes == pattern(30_000)) as Bool)
            #expect(network.isIndivisible)
            #expect(server.counts(.fetched, 1))
            #expect(server.server.counters[.retransmits] > 0)
            #expect(server.server.counters[.divisibleBlocks] == 0)
        }
    }
}
