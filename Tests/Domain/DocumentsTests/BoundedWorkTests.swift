import Documents
import TestSupport
import Testing

@Suite("The work that an input asks for is bounded", .timeLimit(.patience))
struct BoundedWorkTests {
    private static func problem(_ number: Int) -> Problem { Problem(.validation, code: "x", "Wrong \(number).") }

    @Test("So many problems are kept and the others counted; what is only counted is not even worded")
    func problems() {
        let collector = ProblemCollector()
        var worded = 0
        for number in 1...100_000 {
            func word() -> Problem {
                worded += 1
                return Self.problem(number)
            }
            collector.add(word())
        }
        #expect(worded == ProblemCollector.maximum)
        #expect(collector.problems.count == ProblemCollector.maximum + 1)
        #expect(collector.problems.last?.code == "more-problems")
        #expect(collector.problems.last?.message == "There are 99000 more problems.")
    }

    @Test("One problem more than are kept is one more")
    func oneMore() {
        let collector = ProblemCollector()
        for number in 1...ProblemCollector.maximum + 1 { collector.add(Self.problem(number)) }
        #expect(collector.problems.last?.message == "There is 1 more problem.")
    }

    @Test("A problem repeats no megabyte of its input")
    func longTexts() throws {
        let collector = ProblemCollector()
        collector.add(Problem(.validation, code: "x", String(repeating: "a", count: 1_000_000)))
        #expect(try #require(collector.problems.first).message.count < 3_000)
    }

    @Test("A wrong name is compared with all others once, however often it stands there")
    func suggestions() {
        let names = NearestNames()
        var asked = 0
        func all() -> [String] {
            asked += 1
            return ["branch-12", "HQ"]
        }
        for _ in 1...1_000 { #expect(names.nearest(to: "branch12", "device-pool", in: all()) == "branch-12") }
        #expect(names.nearest(to: "far-from-any", "device-pool", in: all()) == nil)
        #expect(names.nearest(to: "far-from-any", "device-pool", in: all()) == nil)
        #expect(asked == 2)
    }

    @Test("A long text has no near name, and is not compared")
    func longNames() {
        let long = String(repeating: "a", count: 100_000)
        #expect(long.nearest(in: [long]) == nil)
    }

    @Test("Ten thousand unknown fields, and as many of a mapping of any names")
    func fields() throws {
        let entries = (0..<100_000).map { Document.Entry("f\($0)", "x") }
        let collector = ProblemCollector()
        var reader = FieldReader(.mapping(entries), object: "phone", collector: collector)
        let name: String?? = reader.optional("name")
        #expect(name == .some(nil))
        reader.finish()
        #expect(collector.problems.count == ProblemCollector.maximum + 1)
        var open = FieldReader(.mapping(entries), object: "settings", collector: ProblemCollector())
        #expect(open.everything().count == entries.count)
        open.finish()
    }

    @Test("A hundred thousand settings are merged, and as many masked lines get their passwords back")
    func lists() {
        let entries = (0..<100_000).map { Document.Entry("f\($0)", "x") }
        #expect(Document.mapping(entries).merging(.mapping(entries)).entries.count == entries.count)
        let lines = (0..<100_000).map { _ in Document.mapping([.init("number", "100"), .init("password", "********")]) }
        let saved = Document.list([.mapping([.init("number", "100"), .init("password", .secret("s"))])])
        let restored = Document.list(lines).restoringMasked(from: saved).values
        #expect(restored.first?["password"] == .secret("s"))
        #expect(restored.dropFirst().first?["password"] == "********")
    }

    @Test(
        "How deep and large JSON is, quotes and escapes taken for what they are",
        arguments: [
            ("{}", 1, 2), ("[1,2,[3]]", 2, 5), ("{\"a\":\"[[[{,,\"}", 1, 2), ("{\"a\\\"[\":[\"\\\\\",1]}", 2, 4),
            ("", 0, 1),
        ]
    )
    func extent(_ text: String, _ depth: Int, _ values: Int) {
        let extent = JSONExtent(text.utf8)
        #expect(extent.depth == depth && extent.values == values)
    }
}
