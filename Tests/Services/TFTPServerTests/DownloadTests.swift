import Serving
import TFTPServer
import Testing

@Suite("P02: downloads")
struct DownloadTests {
    @Test(
        "XFR-01 to XFR-06, REQ-01: files of every length arrive intact",
        arguments: [0, 1, 511, 512, 513, 1_024, 8_192, 100_000]
    )
    func lengths(length: Int) throws {
        let server = try TestServer(["file": pattern(length)])
        let plain = server.client().download("file")
        #expect(plain.bytes == pattern(length))
        #expect(plain.blocks == length / 512 + 1)
        let large = server.client().download("file", ["blksize", "1024", "tsize", "0"])
        #expect(large.bytes == pattern(length))
        #expect(large.blocks == length / 1_024 + 1)
        #expect(large.options == ["blksize", "1024", "tsize", String(length)])
    }

    @Test("XFR-01: a file of many slices arrives as one, wherever its borders lie")
    func slices() throws {
        let server = try TestServer()
        let bytes = pattern(5_000)
        let shared = SharedBytes(bytes)
        for borders in [[0, 5_000], [0, 1, 2, 511, 512, 513, 4_999, 5_000], [0, 0, 700, 700, 5_000]] {
            let slices = zip(borders, borders.dropFirst()).map { FileSlice(shared, $0..<$1) }
            server.source.put(FileContent(slices: slices), as: "file")
            #expect(server.client().download("file").bytes == bytes)
            #expect(server.client().download("file", ["blksize", "1000", "windowsize", "4"]).bytes == bytes)
        }
    }

    @Test("XFR-01: a file of thousands of slices arrives, in the largest blocks too")
    func manySlices() throws {
        let server = try TestServer()
        let bytes = pattern(60_000)
        let shared = SharedBytes(bytes)
        let slices = stride(from: 0, to: 60_000, by: 10).map { FileSlice(shared, $0..<$0 + 10) }
        server.source.put(FileContent(slices: slices), as: "file")
        for size in ["100", "512", "65464"] {
            #expect((server.client().download("file", ["blksize", size]).bytes == bytes) as Bool)
        }
    }

    @Test("XFR-01: a file of slices beyond those whose addresses are kept arrives")
    func severalSlices() throws {
        let server = try TestServer()
        let bytes = pattern(4_000)
        let shared = SharedBytes(bytes)
        let slices = stride(from: 0, to: 4_000, by: 100).map { FileSlice(shared, $0..<$0 + 100) }
        server.source.put(FileContent(slices: slices), as: "file")
        #expect(server.client().download("file").bytes == bytes)
        #expect(server.client().download("file", ["windowsize", "4"]).bytes == bytes)
    }

    @Test("P04: with a revision published every few milliseconds, every transfer has the bytes of exactly one")
    func revisions() async throws {
        let server = try TestServer(["file": [UInt8](repeating: 0, count: 20_000)]) { $0.workers = 2 }
        let publishing = Task.detached {
            for revision in 1...250 {
                let bytes = [UInt8](repeating: UInt8(revision), count: 20_000 + revision)
                server.source.put(FileContent(slices: [FileSlice(SharedBytes(bytes))]), as: "file")
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        let mixed = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let bytes = server.client().download("file").bytes
                    return bytes.count != 20_000 + Int(bytes.first ?? 0) || Set(bytes).count != 1
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try await publishing.value
        #expect(mixed == 0)
    }

    @Test(
        "WIN-09, BLK-01 to BLK-06: block sizes and windows",
        arguments: [(8, 1), (512, 16), (1_428, 64), (1_468, 32), (8_192, 8), (65_464, 4)]
    )
    func windows(blockSize: Int, window: Int) throws {
        let bytes = pattern(300_000)
        let server = try TestServer(["file": bytes])
        let got = server.client().download("file", ["blksize", String(blockSize), "windowsize", String(window)])
        #expect(got.bytes == bytes)
        #expect(got.options == ["blksize", String(blockSize), "windowsize", String(window)])
    }

    /// Both at once, for a client without a timer of its own waits for many resends.
    @Test("WIN-13: every fifth DATA is lost, and the file is still intact, with and without segmentation")
    func lostBlocks() async throws {
        @Sendable func download(segmentation: Bool) async throws -> [UInt8] {
            try await onThread {
                let server = try TestServer(["file": pattern(30_000)]) { $0.segmentationOffload = segmentation }
                return server.client().download("file", ["blksize", "1024", "windowsize", "8"]) { $0 % 5 == 0 }.bytes
            }
        }
        async let segmented = download(segmentation: true)
        async let single = download(segmentation: false)
        for bytes in [try await segmented, try await single] { #expect((bytes == pattern(30_000)) as Bool) }
    }

    @Test("IPv6: a file arrives over ::1 as it does over 127.0.0.1")
    func ipv6() throws {
        let server = try TestServer(["file": pattern(3_000)], listen: ["[::1]:0"])
        let client = TestClient(server: server.port, isIPv6: true)
        #expect(client.download("file").bytes == pattern(3_000))
        #expect(client.download("file", ["blksize", "1000", "windowsize", "3"]).bytes == pattern(3_000))
    }

    @Test("NAS-03: a CR LF falls apart between two blocks", arguments: [510, 511, 512])
    func netasciiBorder(before: Int) throws {
        let server = try TestServer(["file": [UInt8](repeating: 120, count: before) + Array("\nrest\n".utf8)])
        let download = server.client().download("file", mode: "netascii")
        #expect(download.bytes == [UInt8](repeating: 120, count: before) + Array("\r\nrest\r\n".utf8))
    }

    @Test("NAS-01, NAS-02, NAS-04, NAS-05, REQ-03: netascii is translated, and its size is that of the translation")
    func netascii() throws {
        let text = Array(String(repeating: "line\nwith\rreturn\n", count: 100).utf8)
        let translated = Array(String(repeating: "line\r\nwith\r\u{0}return\r\n", count: 100).utf8)
        let server = try TestServer(["file": text])
        #expect(server.client().download("file", mode: "NETASCII").bytes == translated)
        let sized = server.client().download("file", mode: "netascii", ["tsize", "0", "blksize", "1024"])
        #expect(sized.bytes == translated)
        #expect(sized.options == ["tsize", String(translated.count), "blksize", "1024"])
    }

    @Test("REQ-16, REQ-17: a missing file is ERROR 1 with a text that ends with NUL and names nothing")
    func missing() throws {
        let server = try TestServer()
        let client = server.client()
        client.request("SEP001122334455.cnf.xml")
        let answer = try #require(client.receive())
        #expect(answer.opcode == 5)
        #expect(answer.number == 1)
        #expect(answer.bytes.last == 0)
        #expect(String(decoding: answer.data.dropLast(), as: UTF8.self) == "File not found")
    }

    @Test("Every request ends with one record")
    func records() async throws {
        let server = try TestServer(["file": pattern(1_000)])
        _ = server.client().download("file", ["tsize", "0"])
        _ = server.client().download("SEP\u{7}")
        let records = await server.records.wait(for: 2)
        #expect(records.count == 2)
        let fetched = try #require(records.first { $0.outcome == .fetched })
        #expect(fetched.file.description == "file")
        #expect(fetched.length == 1_000)
        #expect(fetched.blocks == 2)
        #expect(fetched.options.map(\.description) == ["tsize=1000"])
        #expect(fetched.client.description.hasPrefix(server.isIPv6 ? "[::1]:" : "127.0.0.1:"))
        let refused = try #require(records.first { $0.outcome == .refused })
        #expect(refused.file.description == "SEP\\x07")
        #expect(refused.reason == .notPublished)
        #expect(server.server.counters[.fetched] == 1)
        #expect(server.server.counters[.refused] == 1)
        #expect(server.server.counters.activeTransfers == 0)
    }

    @Test("XFR-05: alternating two small files twenty times never mixes them")
    func alternating() throws {
        let server = try TestServer(["one": Array("first".utf8), "two": Array("the second".utf8)])
        let client = server.client()
        for _ in 0..<20 {
            #expect(client.download("one").bytes == Array("first".utf8))
            #expect(client.download("two").bytes == Array("the second".utf8))
        }
    }

    @Test("P04: a transfer keeps the bytes it began with, whatever is published meanwhile")
    func replacedMeanwhile() throws {
        let server = try TestServer(["file": pattern(2_000)])
        let client = server.client()
        client.request("file")
        let first = try #require(client.receive())
        server.source.put(FileContent(slices: [FileSlice(SharedBytes(pattern(2_000, seed: 9)))]), as: "file")
        var bytes = first.data
        for block in 1...3 {
            client.acknowledge(block, to: first.port)
            bytes += try #require(client.receive()).data
        }
        #expect(bytes == pattern(2_000))
    }
}
