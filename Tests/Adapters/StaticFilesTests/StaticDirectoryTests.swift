import Glibc
import Serving
import StaticFiles
import TestSupport
import Testing

@Suite("Static files")
struct StaticDirectoryTests {
    private let root = TemporaryDirectory()
    private let files: StaticDirectory

    init() throws {
        root.write("ring", to: "ringlist.xml")
        root.makeDirectory("sub")
        root.write("deep", to: "sub/deep.bin")
        root.write("secret", to: ".hidden")
        root.makeDirectory(".dots")
        root.write("secret", to: ".dots/file")
        root.write("generated", to: "SEP001122334455.cnf.xml")
        root.write("generated", to: "sub/CTLFile.tlv")
        root.makeFIFO("fifo")
        root.link("/etc/passwd", as: "outside-link")
        root.link("ringlist.xml", as: "inside-link")
        root.link("/etc", as: "outside-directory")
        files = try StaticDirectory(path: root.path)
    }

    private func find(_ name: String) -> FileLookup { files.find(Array(name.utf8).span) }

    private func text(_ name: String) -> String? {
        guard case .found(let content) = find(name), case .file(let file) = content.storage else { return nil }
        var bytes = [UInt8](repeating: 0, count: content.length)
        let count = pread(file.descriptor, &bytes, bytes.count, 0)
        return count == content.length ? String(decoding: bytes, as: UTF8.self) : nil
    }

    private func reason(_ name: String) -> MissReason? {
        guard case .missing(let reason) = find(name) else { return nil }
        return reason
    }

    @Test(
        "SEC-20: a file is found under the spellings clients use",
        arguments: [
            "ringlist.xml", "/ringlist.xml", "//ringlist.xml", "./ringlist.xml", "\\ringlist.xml", "/.//ringlist.xml",
        ]
    )
    func spellings(name: String) {
        #expect(text(name) == "ring")
    }

    @Test(
        "SEC-20: a file in a folder is found with either slash",
        arguments: ["sub/deep.bin", "\\sub\\deep.bin", "sub//deep.bin"]
    )
    func folders(name: String) {
        #expect(text(name) == "deep")
    }

    @Test(
        "SEC-01 to SEC-14: no name leads out of the directory",
        arguments: [
            "../../../../../../etc/passwd", "/../../../../etc/passwd", "..\\..\\..\\..\\etc\\passwd", "/etc/passwd",
            "//etc/passwd", "./../../../../etc/passwd", "....//....//etc/passwd", "%2e%2e/%2e%2e/etc/passwd",
            "..%c0%af..%c0%afetc/passwd", "C:\\..\\..\\etc\\passwd", "/dev/zero", "/proc/self/environ", "~root/.bashrc",
            "sub/../../outside", "sub/../ringlist.xml", "outside-directory/passwd",
        ]
    )
    func traversal(name: String) {
        #expect(text(name) == nil)
    }

    @Test("SEC-15: a directory is not served", arguments: [".", "/", "sub", "sub/", "./", "\\", ".."])
    func directories(name: String) {
        #expect(reason(name) == .notServable)
    }

    @Test(
        "SEC-16: a dot file is not served, nor what lies in a dot folder",
        arguments: [".hidden", "/.hidden", ".dots/file"]
    )
    func dotFiles(name: String) {
        #expect(reason(name) == .notServable)
    }

    @Test("SEC-17: no link is followed", arguments: ["outside-link", "inside-link", "outside-directory/hostname"])
    func links(name: String) {
        #expect(reason(name) == .notServable)
    }

    @Test("SEC-21: a FIFO is refused without waiting for its other end", .timeLimit(.patience))
    func fifo() {
        #expect(reason("fifo") == .notServable)
    }

    @Test(
        "P03: names of generated files are refused as reserved, in any case and any folder",
        arguments: [
            "SEP001122334455.cnf.xml", "sep001122334455.cnf.xml", "XMLDefault.cnf.xml", "CTLFile.tlv", "ITLSEP0011.tlv",
            "CAPF.der", "capf.DER", "sub/CTLFile.tlv", "sub\\ctlfile.tlv", "SEPfolder/ring.raw",
        ]
    )
    func reserved(name: String) {
        #expect(reason(name) == .reservedName)
    }

    @Test("REQ-23: control characters, empty and endless names are bad names")
    func badNames() {
        for name in ["", "a\nb", "a\u{1B}[31m", "a\u{7F}", String(repeating: "x", count: 600)] {
            #expect(reason(name) == .badName)
        }
        #expect(files.find(([0xFF, 0xFE] as [UInt8]).span).isMissing)
    }

    @Test(
        "REQ-16: an unknown name is not found, a file used as a folder too",
        arguments: ["nothing", "ringlist.xml/x"]
    )
    func unknown(name: String) {
        #expect(reason(name) == .notFound)
    }

    @Test("REQ-24: spaces count")
    func spaces() {
        root.write("spaced", to: "a b ")
        #expect(text("a b ") == "spaced")
        #expect(text("a b") == nil)
    }

    @Test("A file replaced by rename stays what it was for those who have it open")
    func replaced() throws {
        guard case .found(let content) = find("ringlist.xml"), case .file(let file) = content.storage else {
            Issue.record("not found")
            return
        }
        root.write("newer", to: "new")
        root.rename("new", to: "ringlist.xml")
        var bytes = [UInt8](repeating: 0, count: 4)
        #expect(pread(file.descriptor, &bytes, 4, 0) == 4)
        #expect(String(decoding: bytes, as: UTF8.self) == "ring")
        #expect(text("ringlist.xml") == "newer")
    }

    @Test("A directory that does not exist is refused with its name and a remedy")
    func missingDirectory() {
        #expect {
            try StaticDirectory(path: "/nonexistent/static")
        } throws: { error in
            guard let error = error as? StaticDirectoryError else { return false }
            return error.message.contains("/nonexistent/static") && !error.remedy.isEmpty
        }
    }
}

extension FileLookup {
    fileprivate var isMissing: Bool {
        guard case .missing = self else { return false }
        return true
    }
}
