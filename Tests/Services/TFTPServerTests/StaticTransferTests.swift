import Foundation
import Serving
import StaticFiles
import TFTPServer
import Testing

/// Files from a directory, through a running server.
@Suite("Static files at a server")
struct StaticTransferTests {
    private let root: URL
    private let server: TestServer

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "tftp-static-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: root.appending(path: "sub"), withIntermediateDirectories: true)
        server = try TestServer(["SEP001122334455.cnf.xml": pattern(100)], also: StaticDirectory(path: root.path()))
    }

    /// Runs `body` and takes the directory away.
    private func withFiles(_ files: [String: [UInt8]], _ body: () throws -> Void) throws {
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, bytes) in files { try Data(bytes).write(to: root.appending(path: name)) }
        try body()
    }

    @Test("A large file arrives intact, in lock step and in windows")
    func large() throws {
        let bytes = pattern(700_000)
        try withFiles(["load.bin": bytes]) {
            #expect((server.client().download("load.bin").bytes == bytes) as Bool)
            for (block, window) in [("1428", "64"), ("8192", "16"), ("65464", "8"), ("8", "1")] {
                let part = block == "8" ? "small.bin" : "load.bin"
                if block == "8" { try Data(pattern(100)).write(to: root.appending(path: part)) }
                let got = server.client().download(part, ["blksize", block, "windowsize", window, "tsize", "0"])
                #expect((got.bytes == (block == "8" ? pattern(100) : bytes)) as Bool)
            }
        }
    }

    @Test("P03: published names win; reserved ones are not looked for in the directory")
    func precedence() async throws {
        try withFiles(["SEP001122334455.cnf.xml": pattern(7), "SEPAABBCCDDEEFF.cnf.xml": pattern(7), "CTLFile.tlv": []])
        {
            #expect(server.client().download("SEP001122334455.cnf.xml").bytes == pattern(100))
            #expect(server.client().download("CTLFile.tlv").error == 1)
        }
        #expect(await server.records.wait(for: 2).last?.reason == .reservedName)
    }

    @Test("A file replaced by rename does not disturb a transfer")
    func renamed() throws {
        let bytes = pattern(3_000)
        try withFiles(["file": bytes, "new": pattern(4_000, seed: 5)]) {
            let client = server.client()
            client.request("file")
            var datagram = try #require(client.receive())
            rename(root.appending(path: "new").path(), root.appending(path: "file").path())
            var got = datagram.data
            while datagram.data.count == 512 {
                client.acknowledge(datagram.number, to: datagram.port)
                datagram = try #require(client.receive())
                got += datagram.data
            }
            #expect(got == bytes)
        }
    }

    @Test("A file changed in place ends the transfer with ERROR 0", arguments: [true, false])
    func changed(inLength: Bool) async throws {
        try withFiles(["file": pattern(3_000)]) {
            let client = server.client()
            client.request("file")
            let first = try #require(client.receive())
            let file = try FileHandle(forWritingTo: root.appending(path: "file"))
            // Beyond the granularity of the time of change.
            usleep(20_000)
            if inLength { try file.truncate(atOffset: 1_000) } else { try file.write(contentsOf: Data([1, 2, 3])) }
            try file.close()
            client.acknowledge(1, to: first.port)
            let answer = try #require(client.receive())
            #expect(answer.opcode == 5)
            #expect(answer.number == 0)
        }
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.outcome == .failed)
        #expect(record.reason == .fileChanged)
    }

    @Test("A file changed in place whose time is set back, too")
    func timeSetBack() throws {
        try withFiles(["file": pattern(3_000)]) {
            let path = root.appending(path: "file").path()
            let client = server.client()
            client.request("file")
            let first = try #require(client.receive())
            var former = stat()
            stat(path, &former)
            usleep(20_000)
            let file = try FileHandle(forWritingTo: root.appending(path: "file"))
            try file.write(contentsOf: Data([1, 2, 3]))
            try file.close()
            let times = [former.st_atim, former.st_mtim]
            #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
            client.acknowledge(1, to: first.port)
            let answer = try #require(client.receive())
            #expect(answer.opcode == 5 && answer.number == 0)
            #expect(server.counts(.failed, 1))
        }
    }

    @Test("One that changes after its last block was sent was not fetched", arguments: ["file", "short"])
    func changedAtTheEnd(name: String) async throws {
        try withFiles(["file": pattern(600), "short": pattern(100)]) {
            let client = server.client()
            client.request(name)
            var block = try #require(client.receive())
            while block.data.count == 512 {
                client.acknowledge(block.number, to: block.port)
                block = try #require(client.receive())
            }
            usleep(20_000)
            let file = try FileHandle(forWritingTo: root.appending(path: name))
            try file.write(contentsOf: Data([1, 2, 3]))
            try file.close()
            client.acknowledge(block.number, to: block.port)
            #expect(server.counts(.failed, 1))
            // It has the whole of something, and nothing to be told.
            server.settle()
            #expect(client.hasNothing)
        }
        let record = try #require(await server.records.wait(for: 1).first)
        #expect(record.outcome == .failed)
        #expect(record.reason == .fileChanged)
    }

    @Test("A file that gets another name is what it was")
    func anotherName() throws {
        let name = UInt64.random(in: 0...(.max))
        try withFiles(["file": pattern(3_000)]) {
            let path = root.appending(path: "file").path()
            let client = server.client()
            client.request("file")
            var block = try #require(client.receive())
            var bytes = block.data
            usleep(20_000)
            #expect(link(path, "\(root.path())/\(name)") == 0)
            while block.data.count == 512 {
                client.acknowledge(block.number, to: block.port)
                block = try #require(client.receive())
                bytes += block.data
            }
            client.acknowledge(block.number, to: block.port)
            #expect(bytes == pattern(3_000))
            #expect(server.counts(.fetched, 1))
        }
    }

    @Test("A file that has changed before its first block is ERROR 0, and nothing is left of the transfer")
    func changedAtOnce() throws {
        // Another's timer shows that time has passed.
        let silent = server.client()
        silent.request("SEP001122334455.cnf.xml")
        let block = try #require(silent.receive())
        try withFiles(["file": pattern(600)]) {
            let descriptor = open(root.appending(path: "file").path(), O_RDONLY)
            let stamp = OpenFile.Stamp(length: 600, modifiedSeconds: 0, modifiedNanoseconds: 0)
            server.source.put(FileContent(file: OpenFile(owning: descriptor, stamp: stamp)), as: "changed")
            let client = server.client()
            #expect(client.download("changed").error == 0)
            let again = try #require(silent.receive())
            #expect(again.bytes == block.bytes)
            #expect(client.hasNothing)
        }
        #expect(server.server.counters[.failed] == 1)
        #expect(server.server.counters[.sendFailures] == 0)
    }

    @Test("NAS: a static text is translated, too long a one refused with ERROR 4")
    func netascii() throws {
        try withFiles(["text": Array("a\nb".utf8), "long": pattern(2 << 20)]) {
            #expect(server.client().download("text", mode: "netascii").bytes == Array("a\r\nb".utf8))
            #expect(server.client().download("long", mode: "netascii").error == 4)
        }
    }

    @Test(
        "SEC-01 to SEC-17, SEC-19: whatever leads elsewhere is ERROR 1 with a text that names nothing",
        arguments: [
            "../../../../../../etc/passwd", "/../../../../etc/passwd", "..\\..\\..\\..\\etc\\passwd", "/etc/passwd",
            "//etc/passwd", "./../../../../etc/passwd", "....//....//etc/passwd", "%2e%2e/%2e%2e/etc/passwd",
            "..%c0%af..%c0%afetc/passwd", "C:\\..\\..\\etc\\passwd", "/dev/zero", "/proc/self/environ", "~root/.bashrc",
            "sub/../../outside", ".", "/", "sub", "sub/", ".hidden", "link",
        ]
    )
    func elsewhere(name: String) throws {
        try withFiles([".hidden": pattern(5)]) {
            try FileManager.default.createSymbolicLink(
                at: root.appending(path: "link"),
                withDestinationURL: URL(filePath: "/etc/passwd")
            )
            let client = server.client()
            client.request(name)
            let answer = try #require(client.receive())
            #expect(answer.opcode == 5)
            #expect(answer.number == 1)
            #expect(answer.data == Array("File not found\u{0}".utf8))
        }
    }

    @Test("SEC-18: a file that the server's user may not read is ERROR 1 like one that is missing; the log says why")
    func unreadable() async throws {
        let server = try TestServer(also: ServedAsNobody(files: StaticDirectory(path: root.path())))
        try withFiles(["closed": pattern(10), "open": pattern(20)]) {
            chmod(root.path(), 0o755)
            chmod(root.appending(path: "closed").path(), 0o600)
            if !isRoot { chmod(root.appending(path: "closed").path(), 0) }
            let client = server.client()
            client.request("closed")
            let answer = try #require(client.receive())
            #expect(answer.data == Array("File not found\u{0}".utf8))
            #expect(client.download("open").bytes == pattern(20))
        }
        #expect(await server.records.wait(for: 2).first?.reason == .unreadable)
    }

    @Test(
        "SEC-20: a file is served under the spellings clients use, and in the case it is written in",
        arguments: [
            ("file", true), ("./file", true), ("//file", true), ("/file", true), ("\\file", true), ("FILE", false),
        ]
    )
    func spellings(name: String, isServed: Bool) throws {
        try withFiles(["file": pattern(10), "sub/file": pattern(20)]) {
            #expect(server.client().download(name).bytes == (isServed ? pattern(10) : []))
            #expect(server.client().download("sub\\file").bytes == pattern(20))
        }
    }

    @Test("TSZ-04: the size of a file beyond 4 GiB is told")
    func hugeFile() throws {
        try withFiles(["huge": []]) {
            truncate(root.appending(path: "huge").path(), 5 << 30)
            let client = server.client()
            client.request("huge", ["tsize", "0"])
            let offer = try #require(client.receive())
            #expect(offer.strings == ["tsize", "5368709120"])
        }
    }

    @Test("SEC-21: a FIFO does not block the server")
    func fifo() throws {
        try withFiles(["file": pattern(10)]) {
            mkfifo(root.appending(path: "fifo").path(), 0o644)
            #expect(server.client().download("fifo").error == 1)
            #expect(server.client().download("file").bytes == pattern(10))
        }
    }
}

/// Files that a worker looks for with the rights of a user who owns none of them; as any user but root, with its own.
private struct ServedAsNobody<Files: FileSource>: FileSource {
    /// setfsuid(2) changes the calling thread only, and takes root's right to read everything along.
    private typealias SetUser = @convention(c) (uid_t) -> CInt
    private static var nobody: uid_t { 65_534 }

    let files: Files

    func find(_ name: Span<UInt8>) -> FileLookup {
        guard isRoot, let symbol = dlsym(nil, "setfsuid") else { return files.find(name) }
        let setUser = unsafeBitCast(symbol, to: SetUser.self)
        _ = setUser(Self.nobody)
        defer { _ = setUser(0) }
        return files.find(name)
    }
}
