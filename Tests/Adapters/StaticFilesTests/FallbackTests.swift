import CBeneath
import Glibc
import Testing

@Suite("Without openat2")
struct FallbackTests {
    private let root = TemporaryDirectory()

    private func open(_ path: String) -> CInt {
        let directory = beneath_open_directory(root.path)
        defer { close(directory) }
        let file = beneath_open_file_by_component(directory, path)
        if file >= 0 { close(file) }
        return file
    }

    @Test("The walk by component opens what openat2 opens")
    func opens() {
        root.makeDirectory("sub")
        root.write("deep", to: "sub/deep.bin")
        #expect(open("sub/deep.bin") >= 0)
        #expect(open("sub/none") == -ENOENT)
    }

    @Test("The walk by component follows no link and leads nowhere else")
    func refuses() {
        root.link("/etc", as: "outside")
        root.link("/etc/passwd", as: "passwd")
        #expect(open("outside/passwd") < 0)
        #expect(open("passwd") == -ELOOP)
        for path in ["../etc/passwd", "/etc/passwd", "a//b", "./passwd", "", String(repeating: "x", count: 256)] {
            #expect(open(path) < 0)
        }
    }
}
