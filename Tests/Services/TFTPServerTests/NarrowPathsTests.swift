import Platform
import Testing

@testable import TFTPServer

@Suite("What is known of paths")
struct NarrowPathsTests {
    private static let minute: UInt64 = 60_000_000

    private func client(_ network: UInt64, isIPv6: Bool = false) -> Endpoint {
        isIPv6
            ? Endpoint(high: 0x2001_0DB8_0000_0000 + network, low: 7, scope: 0, port: 50_000, family: 6)
            : Endpoint(high: 0, low: 0x0A00_0007 + network << 8, scope: 0, port: 50_000, family: 4)
    }

    @Test(
        "What is found out of other networks changes nothing of one whose path is narrow, wherever they are remembered"
    )
    func otherNetworks() {
        var paths = NarrowPaths()
        let narrow = client(0)
        _ = paths.wasTold(narrow, mtu: 1_280, now: 0)
        let known = paths.largestBlock(for: narrow, now: 1)
        #expect(known != nil)
        // More than there are places.
        for network in 1..<20_000 as Range<UInt64> { _ = paths.found(.wide, of: client(network), now: 1) }
        #expect(paths.largestBlock(for: narrow, now: 1) == known)
    }

    @Test("A transfer whose first block arrives only when it is sent again has a narrow path")
    func firstBlock() {
        var path = TransferPath(block: 1_428, isIPv6: false, isNarrow: false)
        #expect(!path.mayBeFragmented && !path.isSettled)
        path.blockIsResent()
        #expect(path.mayBeFragmented && !path.isNarrow)
        let finding = path.blocksWereAcknowledged(isWhole: true)
        #expect(finding == .narrow)
        #expect(path.isNarrow && path.isSettled)
    }

    @Test("One whose first block arrives at once has not, and a block lost now and then shows nothing")
    func wide() {
        var path = TransferPath(block: 1_428, isIPv6: false, isNarrow: false)
        var findings = [path.blocksWereAcknowledged(isWhole: true)]
        for _ in 0..<20 {
            for _ in 0..<2 {
                path.blockIsResent()
                findings.append(path.blocksWereAcknowledged(isWhole: true))
            }
            findings.append(path.blocksWereAcknowledged(isWhole: true))
        }
        #expect(findings.first == .wide)
        #expect(findings.dropFirst().allSatisfy { $0 == nil })
        #expect(path.isSettled && !path.mayBeFragmented)
    }

    @Test("Three in a row that arrive only when they are sent again do")
    func streak() {
        var path = TransferPath(block: 1_428, isIPv6: false, isNarrow: false)
        _ = path.blocksWereAcknowledged(isWhole: true)
        var findings: [TransferPath.Finding?] = []
        for _ in 0..<3 {
            path.blockIsResent()
            findings.append(path.blocksWereAcknowledged(isWhole: true))
        }
        #expect(findings == [nil, nil, .narrow])
    }

    @Test("What the kernel says of a path holds at once, except for blocks that arrive everywhere")
    func toldAmidTransfer() {
        for (block, isNarrow) in [(1_428, true), (512, false)] {
            var path = TransferPath(block: block, isIPv6: false, isNarrow: false)
            path.wasTold()
            #expect(path.isNarrow == isNarrow && path.mayBeFragmented == isNarrow)
        }
    }

    @Test(
        "Blocks that arrive everywhere are never cut up",
        arguments: [(544, false, true), (545, false, false), (1_228, true, true), (1_229, true, false)]
    )
    func small(block: Int, isIPv6: Bool, isSmall: Bool) {
        var path = TransferPath(block: block, isIPv6: isIPv6, isNarrow: true)
        #expect(path.isNarrow == !isSmall)
        path.blockIsResent()
        path.wasTold()
        #expect(path.mayBeFragmented == !isSmall)
        #expect(path.isSettled)
    }

    @Test("Two transfers make a network narrow, for ten minutes; one that gets through in between counts against it")
    func findings() {
        var paths = NarrowPaths()
        let start = Self.minute
        var news = [paths.found(.narrow, of: client(1), now: start), paths.found(.wide, of: client(1), now: start)]
        news.append(paths.found(.narrow, of: client(1), now: start))
        #expect(!paths.isNarrow(client(1), now: start))
        #expect(news == [false, false, false])
        news = [paths.found(.narrow, of: client(1), now: start), paths.found(.narrow, of: client(1), now: start)]
        #expect(news == [true, false])
        #expect(paths.isNarrow(client(1), now: start + 9 * Self.minute))
        #expect(!paths.isNarrow(client(1), now: start + 10 * Self.minute))
        #expect(!paths.isNarrow(client(2), now: start) && !paths.isNarrow(client(1, isIPv6: true), now: start))
        // How much it carries is not known.
        #expect(paths.largestBlock(for: client(1), now: start) == nil)
    }

    @Test("The kernel's word is enough; what it says of sizes is taken for no less than hosts must take")
    func told() {
        var paths = NarrowPaths()
        for (isIPv6, mtu, block) in [
            (false, 1_280, 1_248), (false, 68, 544), (true, 1_280, 1_228), (true, 1_400, 1_348), (true, 100, 1_228),
        ] as [(Bool, UInt32, Int)] {
            let peer = client(UInt64(mtu), isIPv6: isIPv6)
            let isNews = paths.wasTold(peer, mtu: mtu, now: 0)
            #expect(isNews)
            #expect(paths.largestBlock(for: peer, now: 1) == block)
            // One that does not say how much takes nothing back.
            let isNewsAgain = paths.wasTold(peer, mtu: 0, now: 2)
            #expect(!isNewsAgain)
            #expect(paths.largestBlock(for: peer, now: 3) == block)
        }
    }
}
