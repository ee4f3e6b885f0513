import Glibc
import Serving
import StaticFiles
import Testing

@Suite("Static files share descriptors, and take no more than theirs")
struct SharingTests {
    private let root = TemporaryDirectory()

    private func find(_ name: String, in files: StaticDirectory) -> FileLookup { files.find(Array(name.utf8).span) }

    private func open(_ name: String, in files: StaticDirectory) -> OpenFile? {
        guard case .found(let content) = find(name, in: files), case .file(let file) = content.storage else {
            return nil
        }
        return file
    }

    @Test("P05: the same version of a file is opened once, under whatever spelling; another version anew")
    func same() throws {
        root.write("ring", to: "ringlist.xml")
        let share = OpenFileShare(most: 10)
        let files = try StaticDirectory(path: root.path, share: share)
        let first = try #require(open("ringlist.xml", in: files))
        for _ in 0..<100 { #expect(open("/./ringlist.xml", in: files) === first) }
        #expect(share.count == 1)
        root.write("another ring", to: "new.xml")
        rename(root.path + "/new.xml", root.path + "/ringlist.xml")
        let second = try #require(open("ringlist.xml", in: files))
        #expect(second !== first)
        #expect(share.count == 2)
    }

    @Test(
        "P05: beyond the share nobody opens another file, those that are open are still found, and closing makes room"
    )
    func share() throws {
        for number in 0..<5 { root.write("\(number)", to: "file\(number)") }
        let share = OpenFileShare(most: 3)
        let files = try StaticDirectory(path: root.path, share: share)
        var open = (0..<3).compactMap { self.open("file\($0)", in: files) }
        #expect(open.count == 3)
        guard case .busy = find("file3", in: files) else {
            Issue.record("a fourth file was opened")
            return
        }
        #expect(self.open("file1", in: files) === open[1])
        // A file that is not there is told so all the same.
        guard case .missing(.notFound) = find("nothing", in: files) else {
            Issue.record("a missing file is not missing")
            return
        }
        open.removeLast()
        #expect(self.open("file3", in: files) != nil)
        open = []
        #expect(share.count == 0)
    }

    @Test("Whoever may no longer read a file does not get it because another still does")
    func permission() throws {
        root.write("secret", to: "file")
        let share = OpenFileShare(most: 3)
        let files = try StaticDirectory(path: root.path, share: share)
        let first = try #require(open("file", in: files))
        chmod(root.path + "/file", 0o000)
        // The superuser may read it; it is opened anew and not shared.
        #expect(open("file", in: files) !== first)
    }

    @Test("A FIFO is looked at and never opened: who waits to write to it goes on waiting")
    func fifo() throws {
        root.makeFIFO("fifo")
        let files = try StaticDirectory(path: root.path)
        for _ in 0..<10 {
            guard case .missing(.notServable) = find("fifo", in: files) else {
                Issue.record("a FIFO is served")
                return
            }
            // Nobody has it open for reading (fifo(7)).
            #expect(Glibc.open(root.path + "/fifo", O_WRONLY | O_NONBLOCK) == -1 && errno == ENXIO)
        }
    }
}
