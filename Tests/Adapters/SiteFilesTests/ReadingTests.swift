import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("Reading YAML")
struct ReadingTests {
    /// Every place of a document with its line, keys in dots, items in brackets.
    private func lines(_ document: Document, _ path: String = "") -> [String: Int] {
        var lines = [path: document.line ?? 0]
        for entry in document.entries {
            lines.merge(self.lines(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)")) { $1 }
        }
        for (index, value) in document.values.enumerated() {
            lines.merge(self.lines(value, "\(path)[\(index)]")) { $1 }
        }
        return lines
    }

    private static let site = """
        # A comment first.
        cluster:
          security-mode: mixed   # and behind

          capf: {address: 192.0.2.9,
                 port: 3804}
        phones:
          - name: SEP001122334455
            lines:
            - number: "100"
              label: Reception
            - {number: 101}
          # between
          -
            name: SEP001122334456
            settings:
              webAccess: |
                0
              other: "x"
        """

    @Test("Every value knows the line of its key, a list item its own", arguments: ["\n", "\r\n"])
    func lineNumbers(_ newline: String) throws {
        let text = Self.site.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: newline)
        #expect(
            lines(try SiteFile.read(text)) == [
                "": 2, "cluster": 2, "cluster.security-mode": 3, "cluster.capf": 5, "cluster.capf.address": 5,
                "cluster.capf.port": 6, "phones": 7, "phones[0]": 8, "phones[0].name": 8, "phones[0].lines": 9,
                "phones[0].lines[0]": 10, "phones[0].lines[0].number": 10, "phones[0].lines[0].label": 11,
                "phones[0].lines[1]": 12, "phones[0].lines[1].number": 12, "phones[1]": 15, "phones[1].name": 15,
                "phones[1].settings": 16, "phones[1].settings.webAccess": 17, "phones[1].settings.other": 19,
            ]
        )
    }

    @Test(
        "Every scalar is text, whatever YAML would make of it",
        arguments: [
            "0042", "yes", "true", "1e3", "0x1F", "12:30:00", "2026-01-31", ".inf", "-1", "1_000", "'null'", "\"~\"",
        ]
    )
    func scalars(_ scalar: String) throws {
        let text = scalar.trimmingPrefix(["'", "\""]).split { "'\"".contains($0) }.joined()
        #expect(try SiteFile.read("a: \(scalar)\n")["a"] == .string(text))
    }

    @Test("Plain null and nothing are null", arguments: ["null", "Null", "NULL", "~", ""])
    func nulls(_ scalar: String) throws { #expect(try SiteFile.read("a: \(scalar)\n") == ["a": nil]) }

    @Test("An empty text is an empty site", arguments: ["", "\n\n", "# only a comment\n", "\u{FEFF}", "---\n"])
    func empty(_ text: String) throws { #expect(try SiteFile.read(text).entries.isEmpty) }

    @Test("Text of every script survives, with or without a byte order mark")
    func scripts() throws {
        #expect(try SiteFile.read("\u{FEFF}名: 日本語 😀\n") == ["名": "日本語 😀"])
    }

    @Test("Aliases stand for what their anchors hold")
    func aliases() throws {
        let document = try SiteFile.read("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n")
        #expect(document == ["a": ["b": "1"], "c": ["b": "1"], "d": [["b": "1"], ["b": "1"]]])
    }

    @Test("Merge keys are no feature: << is a field like any other, to be refused by name")
    func mergeKeys() throws {
        #expect(try SiteFile.read("a: &x {b: 1}\nc: {<<: *x}\n")["c"]?.entries.map(\.key) == ["<<"])
    }
}
