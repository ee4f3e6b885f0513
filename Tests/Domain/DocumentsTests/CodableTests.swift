import Documents
import Foundation
import TestSupport
import Testing

@Suite("Documents as JSON")
struct CodableTests {
    private func roundTrip(_ document: Document) throws -> Document {
        try JSONDecoder().decode(Document.self, from: JSONEncoder().encode(document))
    }

    @Test(
        "Every kind of value comes back as the same kind",
        arguments: [
            nil, true, false, 0, 1, -1, .integer(.max), .integer(.min), "", "true", "1", "null", [], [:],
            [nil, [1, "1"]],
            ["a": ["b": [["c": nil]]]], ["": ""],
        ] as [Document]
    )
    func kinds(_ document: Document) throws { #expect(try roundTrip(document) == document) }

    @Test("Awkward text survives", arguments: AwkwardText.all)
    func text(_ text: String) throws {
        let back = try roundTrip(["key": .string(text)])
        #expect(back["key"]?.text.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("A mapping's fields come back in alphabetical order")
    func order() throws {
        #expect(try roundTrip(["b": 1, "a": 2]) == ["a": 2, "b": 1])
    }

    @Test("A fraction is refused, not rounded", arguments: ["1.5", "[0.1]", "{\"a\": 1e-3}", "99999999999999999999"])
    func fraction(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Document.self, from: Data(json.utf8)) }
    }

    @Test("A problem survives")
    func problem() throws {
        let problem = Problem(.notFound, code: "not-found", "日本語", object: "o", field: "f", hint: "h", line: 3)
        #expect(try JSONDecoder().decode(Problem.self, from: JSONEncoder().encode(problem)) == problem)
        let bare = Problem(.conflict, code: "c", "m")
        #expect(try JSONDecoder().decode(Problem.self, from: JSONEncoder().encode(bare)) == bare)
    }
}
