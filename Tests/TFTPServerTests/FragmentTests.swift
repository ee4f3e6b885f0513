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
}
