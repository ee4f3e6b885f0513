import CBeneath
import Glibc
import Serving
import StaticFiles
import TestSupport
import Testing

@Suite("Nothing but a regular file is ever opened", .timeLimit(.patience))
struct OpeningTests {
    private let root = TemporaryDirectory()

    /// The names beneath the directory that were opened while `body` ran, as the kernel saw it (inotify(7)).
    private func opened(_ body: () -> Void) -> [String] {
        let watch = inotify_init1(Int32(IN_NONBLOCK))
        defer { close(watch) }
        inotify_add_watch(watch, root.path, UInt32(IN_OPEN))
        body()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = max(0, read(watch, &buffer, buffer.count))
        var names: [String] = []
        var at = 0
        // struct inotify_event: four words of four octets, the last of which is the length of the name that follows.
        while at + 16 <= count {
            let length = (0..<4).reduce(0) { $0 | Int(buffer[at + 12 + $1]) << (8 * $1) }
            names.append(String(decoding: buffer[at + 16..<at + 16 + length].prefix { $0 != 0 }, as: UTF8.self))
            at += 16 + length
        }
        return names
    }

    @Test("Not a FIFO, a device, a socket, a directory or a link, not even for a moment")
    func others() throws {
        root.write("ring", to: "file")
        root.makeFIFO("fifo")
        root.makeDirectory("folder")
        root.link("file", as: "link")
        if geteuid() == 0 { mknod(root.path + "/null", S_IFCHR | 0o644, 1 << 8 | 3) }
        mknod(root.path + "/socket", S_IFSOCK | 0o644, 0)
        let files = try StaticDirectory(path: root.path)
        let names = opened {
            for name in ["fifo", "null", "socket", "folder", "link", "none"] {
                guard case .missing = files.find(Array(name.utf8).span) else {
                    Issue.record("\(name) is served")
                    continue
                }
            }
            if case .missing = files.find(Array("file".utf8).span) { Issue.record("no file is served") }
        }
        #expect(names == ["file"])
    }

    @Test("What was looked at is opened, whatever has been put in its place meanwhile")
    func exchanged() throws {
        root.write("ring", to: "file")
        root.makeFIFO("fifo")
        let directory = beneath_open_directory(root.path)
        defer { close(directory) }
        var status = beneath_status()
        let found = beneath_find(directory, "file", &status)
        try #require(found >= 0 && status.is_regular)
        defer { close(found) }
        root.rename("fifo", to: "file")
        let names = opened {
            let file = beneath_open_found(found, directory, "file")
            var opened = beneath_status()
            #expect(beneath_read_status(file, &opened) == 0)
            #expect(opened.is_regular && opened.inode == status.inode)
            close(file)
        }
        #expect(!names.contains("fifo"))
    }
}
