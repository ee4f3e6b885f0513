import Foundation
import PhoneFiles
import TestSupport
import TestTools
import Testing

@Suite("T02: the canonical form of a file, and two of them line by line")
struct CanonicalFormTests {
    private func form(_ text: String, mask: String? = nil, ignoringStamp: Bool = false) throws -> CanonicalForm {
        try CanonicalForm(of: Array(text.utf8), ignoresVersionStamp: ignoringStamp, mask: mask)
    }

    @Test("siblings and attributes are sorted by their names' bytes, same-named siblings keep their order")
    func order() throws {
        let text = try form(
            """
            <device b="2" a="1"><z>1</z><line n="2">x</line><Line/><line n="1">y</line><!-- note --><a> t </a></device>
            """
        ).text
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <device a="1" b="2">
                  <Line></Line>
                  <a> t </a>
                  <line n="2">x</line>
                  <line n="1">y</line>
                  <z>1</z>
                </device>

                """
        )
    }

    @Test("what needs a reference has one, and nothing else")
    func references() throws {
        let text = try form("<d a=\"&quot;'&#9;&#10;&#13;&lt;&gt;&amp;é\">&quot;'&#9;&#13;&lt;&gt;&amp;é</d>").text
        let line = text.split(separator: "\n").dropFirst().joined()
        #expect(
            line == "<d a=\"&quot;'&#9;&#10;&#13;&lt;&gt;&amp;é\">&quot;'\t&#13;&lt;&gt;&amp;é</d>"
        )
    }

    @Test("it is stable: its own form is itself, and it says what the file says", arguments: ["sip", "sccp"])
    func stable(_ name: String) throws {
        let file = try Data(contentsOf: Fixtures.url("renderer/\(name).cnf.xml"))
        let canonical = try CanonicalForm(of: Array(file), ignoresVersionStamp: false, mask: nil).text
        #expect(try form(canonical).text == canonical)
        #expect(try PhoneFileDiff.differences(from: Array(file), to: Array(canonical.utf8)).isEmpty)
        #expect(canonical.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<device>\n"))
    }

    @Test("A06: secrets are masked, those of several lines too, and their changes are seen all the same")
    func secrets() throws {
        let old = try form("<device><sshPassword>a\nb</sshPassword><x>1</x></device>", mask: "***")
        let new = try form("<device><sshPassword>c</sshPassword><x>1</x></device>", mask: "***")
        #expect(old.text == new.text && old.text.contains("<sshPassword>***</sshPassword>"))
        let lines = try UnifiedDiff.lines(from: old, to: new)
        #expect(lines.filter { $0.hasPrefix("-") } == ["-  <sshPassword>***</sshPassword>"])
        #expect(lines.filter { $0.hasPrefix("+") } == ["+  <sshPassword>***</sshPassword>"])
    }

    @Test("the version stamp of a phone's file can be left out")
    func versionStamp() throws {
        let file = "<device><a>1</a><versionStamp>2</versionStamp></device>"
        #expect(try !form(file, ignoringStamp: true).text.contains("versionStamp"))
        #expect(try form(file).text.contains("versionStamp"))
    }

    @Test("forms are the same exactly when the files say the same")
    func agreement() throws {
        let files = [
            "<d><a>1</a><b/></d>", "<d><b></b><a>1</a></d>", "<d><a>2</a><b/></d>", "<d><a>1</a></d>",
            "<d><a>e\u{301}</a></d>", "<d><a>é</a></d>", "<d><a>1</a><a>2</a></d>", "<d><a>2</a><a>1</a></d>",
            "<d x=\"1\"/>", "<d x=\"2\"/>", "<d> </d>", "<d>\n</d>",
        ]
        for old in files {
            for new in files {
                let same = try PhoneFileDiff.differences(from: Array(old.utf8), to: Array(new.utf8)).isEmpty
                #expect(try UnifiedDiff.lines(from: form(old), to: form(new)).isEmpty == same, "\(old) \(new)")
            }
        }
    }

    @Test("applying the unified difference with patch gives the other form", arguments: 0..<12)
    func patch(_ seed: Int) throws {
        var random = SeededGenerator(seed: seed)
        func document() -> String {
            let lines = (0..<30).map {
                "<n\(String($0 + 10))>\(Int.random(in: 0..<2, using: &random))</n\(String($0 + 10))>"
            }
            return "<device>" + lines.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }.joined() + "</device>"
        }
        let old = try form(document())
        let new = try form(document())
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cnfd-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file")
        let patch = folder.appendingPathComponent("patch")
        let lines = ["--- file", "+++ file"] + (try UnifiedDiff.lines(from: old, to: new))
        try Data(old.text.utf8).write(to: file)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: patch)
        let status = try exitStatus(
            of: "/usr/bin/patch",
            ["--quiet", "--fuzz=0", file.path, patch.path]
        )
        #expect(status == 0)
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == new.text)
    }
}
