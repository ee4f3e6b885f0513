import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("The work that a YAML text asks for is bounded by its length", .timeLimit(.patience))
struct BoundedWorkTests {
    private func problem(_ text: String) throws -> Problem {
        let problems = #expect(throws: Problems.self) { try SiteFile.read(text) }
        return try #require(problems?.all.first)
    }

    /// Lists in lists, each an alias of the one before, twice.
    private static func doubling(_ levels: Int) -> String {
        (1...levels).reduce("a0: &a0 [x, x]\n") { text, level in
            text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
    }

    @Test("Aliases as names of fields: whoever compared two names would compare all that they stand for")
    func aliasesAsKeys() throws {
        let text = Self.doubling(25) + "b: {? *a25 : x, ? *a24 : y}\n"
        #expect(text.utf8.count < 800)
        let problem = try problem(text)
        #expect(["invalid-yaml", "file-too-large"].contains(problem.code))
        let short = try self.problem("a: &a [x]\nb:\n  ? *a\n  : y\n")
        #expect(short.message == "The file is not YAML: the name of a field is an alias." && short.line == 3)
    }

    @Test("What an alias stands for counts each time, within a kilobyte as in a large file")
    func expansion() throws {
        #expect(try problem(Self.doubling(30)).code == "file-too-large")
        #expect(
            try problem("x: \"\(String(repeating: "x", count: 1_000_000))\"\n" + Self.doubling(30)).code
                == "file-too-large"
        )
        #expect(try SiteFile.read(Self.doubling(8)).entries.count == 9)
    }

    @Test("An alias of what it stands in is none", arguments: ["a: &a [*a]\n", "a: &a {b: *a}\n", "&a [x, *a]\n"])
    func cyclic(_ text: String) throws {
        #expect(try problem(text).message == "The file is not YAML: found undefined alias.")
    }

    @Test("An anchor that is set again stands for the later value")
    func shadowing() throws {
        #expect(try SiteFile.read("a: &x 1\nb: &x 2\nc: *x\n")["c"] == "2")
    }

    @Test("A hundred thousand fields of one mapping, and one name twice among them")
    func wide() throws {
        let fields = (0..<100_000).map { "f\($0): x\n" }.joined()
        #expect(try SiteFile.read(fields).entries.count == 100_000)
        let problem = try problem(fields + "f7: y\n")
        #expect(problem.message == "The field f7 stands here twice." && problem.line == 100_001)
    }

    @Test("A text that is read for nobody any more is given up")
    func abandoned() async throws {
        let text = (0..<20_000).map { "f\($0): x\n" }.joined()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return #expect(throws: Problems.self) { try SiteFile.read(text) }
        }
        #expect(await task.value?.all.first?.code == "abandoned")
    }
}
