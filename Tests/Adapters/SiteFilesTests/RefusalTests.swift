import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("What is no site file is refused with its line")
struct RefusalTests {
    private func problem(_ text: String) throws -> Problem {
        let problems = #expect(throws: Problems.self) { try SiteFile.read(text) }
        #expect(problems?.all.count == 1)
        return try #require(problems?.all.first)
    }

    @Test(
        "Syntax errors",
        arguments: [
            ("cluster:\n  a: [1, 2\nphones: []\n", 3), ("a: 1\nb: 2\n c: 3\n", 3), ("a: 1\n\tb: 2\n", 2),
            ("a: 1\nb: 'x\n", 3), ("a: 1\nb: \"\\q\"\n", 2), ("a: 1\nb: @x\n", 2), ("a: 1\nb: *nowhere\n", 2),
            ("a: 1\n--- \nb: 2\n", 2), ("a: 1\nb\n", 3), ("a: 1\nb: }\n", 2), ("a: 1\n%TAG x\n", 2),
            ("a: 1\nb: \u{1}\n", 2), ("a: 日本\nb: \u{0}\n", 2),
        ]
    )
    func syntax(_ text: String, _ line: Int) throws {
        let problem = try problem(text)
        #expect(problem.code == "invalid-yaml" && problem.kind == .validation)
        #expect(problem.line == line, "\(problem)")
        #expect(problem.object == "site file" && problem.hint == "Mend the line; nothing was applied.")
        #expect(problem.message.hasPrefix("The file is not YAML: "))
    }

    @Test("A field that stands twice is named, with the line of the second")
    func duplicates() throws {
        let problem = try problem("cluster:\n  a: 1\n  b: 2\n  a: 3\n")
        #expect(problem.message == "The field a stands here twice.")
        #expect(problem.code == "invalid-yaml")
        #expect(problem.line == 2 || problem.line == 4)
    }

    @Test("Several documents are not one")
    func documents() throws {
        #expect(try problem("a: 1\n---\nb: 2\n").message.contains("another document"))
    }

    @Test("A key that is no text is refused", arguments: ["? [a, b]\n: c\n", "{a: 1}: b\n"])
    func keys(_ text: String) throws {
        let problem = try problem(text)
        #expect(problem.line == 1 && problem.code == "invalid-yaml")
        #expect(problem.message == "The file is not YAML: the name of a field is no text.")
    }

    @Test("Nesting without end is refused, not followed", arguments: ["[", "{a: ", "- ", "? "])
    func nesting(_ opening: String) throws {
        #expect(try problem(String(repeating: opening, count: 200_000)).code == "invalid-yaml")
    }

    @Test("Nesting that is refused elsewhere is at least read here without harm")
    func deep() throws {
        let text = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        var document = try SiteFile.read(text)
        for _ in 1..<900 { document = try #require(document.values.first) }
        #expect(document == [])
    }

    @Test("Aliases of aliases cannot ask for any amount of memory", .timeLimit(.patience))
    func bomb() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text +=
                "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
                + "]\n"
        }
        let problem = try problem(text)
        #expect(problem.code == "file-too-large")
        #expect(problem.hint == "Split it, or write its aliases out.")
    }
}
