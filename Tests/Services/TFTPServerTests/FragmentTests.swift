import CDatagram
import Glibc
import Serving
import TFTPServer
import Testing

@Suite("Blocks larger than the path", .enabled(if: NetworkNamespace.isAvailable))
struct FragmentTests {
    @Test("BLK: blocks that the path turns out not to carry in one packet arrive in fragments", arguments: [1, 8])
    func smallerPath(window: Int) throws {
        try NetworkNamespace.run {
            let server = try TestServer(["file": pattern(20_000)])
            let options = ["blksize", "1428", "windowsize", String(window)]
            // The server learns what the link carries, and believes it for a while.
            #expect((server.client().download("file", options).bytes == pattern(20_000)) as Bool)
            try NetworkNamespace.setLoopbackMTU(1_000)
            let download = server.client().download("file", options)
            #expect(download.options == options)
            #expect((download.bytes == pattern(20_000)) as Bool)
        }
    }

    @Test("WIN: blocks of many pieces arrive whole when the kernel will not cut a window apart")
    func manyPieces() throws {
        try NetworkNamespace.run {
            let server = try TestServer(["short": pattern(100)])
            let bytes = pattern(40_000)
            // Too long to be copied together, and thirty of them in a block.
            let pieces = stride(from: 0, to: bytes.count, by: 270).map { start in
                FileSlice(SharedBytes(bytes[start..<min(start + 270, bytes.count)]))
            }
            server.source.put(FileContent(slices: pieces), as: "file")
            let options = ["blksize", "8192", "windowsize", "2"]
            #expect((server.client().download("file", options).bytes == bytes) as Bool)
            try NetworkNamespace.setLoopbackMTU(1_000)
            #expect((server.client().download("file", options).bytes == bytes) as Bool)
        }
    }

    @Test("BLK: an IPv6 client on this host has blocks as large as the link carries, not as every path does")
    func ownHost() throws {
        try NetworkNamespace.run {
            let server = try TestServer(["file": pattern(20_000)], listen: ["[::1]:0"])
            let download = server.client().download("file", ["blksize", "8192"])
            #expect(download.options == ["blksize", "8192"])
            #expect((download.bytes == pattern(20_000)) as Bool)
        }
    }

    @Test("EINVAL of a window that the kernel will not cut apart is one path's, as EMSGSIZE is")
    func invalidSegments() throws {
        try NetworkNamespace.run {
            let descriptor = datagram_open(datagram_reach_4)
            defer { close(descriptor) }
            #expect(datagram_prepare(descriptor, datagram_reach_4, false) == 0)
            let sender = try #require(datagram_sender_create(datagram_reach_4, 4, 16, 64))
            defer { datagram_sender_destroy(sender) }
            let bytes = [UInt8](repeating: 7, count: 3_000)
            var peer = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: 50_000, family: 4)
            var local = datagram_address()
            // Some kernels say so of segments above the path's MTU; all do of more segments than they take.
            datagram_sender_begin(sender, &peer, &local, 0, 8)
            bytes.withUnsafeBytes { datagram_sender_refer(sender, $0.baseAddress.unsafelyUnwrapped, 3_000) }
            #expect(datagram_sender_flush(sender, descriptor) == 0)
            #expect(datagram_sender_narrow_count(sender) == 1)
            #expect(!datagram_sender_segmentation_failed(sender))
        }
    }

    @Test("A window that one path does not carry does not end segmentation for the others")
    func segmentationGoesOn() throws {
        try NetworkNamespace.run {
            let descriptor = datagram_open(datagram_reach_4)
            defer { close(descriptor) }
            #expect(datagram_prepare(descriptor, datagram_reach_4, false) == 0)
            let sender = try #require(datagram_sender_create(datagram_reach_4, 4, 16, 64))
            defer { datagram_sender_destroy(sender) }
            try NetworkNamespace.setLoopbackMTU(1_000)
            let bytes = [UInt8](repeating: 7, count: 3_000)
            var peer = datagram_address(high: 0, low: 0x7F00_0001, scope: 0, port: 50_000, family: 4)
            var local = datagram_address()
            datagram_sender_begin(sender, &peer, &local, 0, 1_500)
            let refused = bytes.withUnsafeBytes { bytes -> CInt in
                if let start = bytes.baseAddress { datagram_sender_refer(sender, start, 3_000) }
                return datagram_sender_flush(sender, descriptor)
            }
            #expect(refused == 0)
            #expect(!datagram_sender_segmentation_failed(sender))
            #expect(datagram_sender_narrow_count(sender) == 1)
            #expect(datagram_sender_narrow(sender, 0).port == peer.port)
            // What is sent next goes whole or not at all, and is told of again; what may be cut up is not.
            for isDivisible in [false, true, false] {
                datagram_sender_begin(sender, &peer, &local, 0, 0)
                if isDivisible { datagram_sender_allow_fragments(sender) }
                bytes.withUnsafeBytes { datagram_sender_refer(sender, $0.baseAddress.unsafelyUnwrapped, 1_400) }
                #expect(datagram_sender_flush(sender, descriptor) == 0)
                #expect(datagram_sender_narrow_count(sender) == (isDivisible ? 0 : 1))
            }
        }
    }
}
