import Documents
import Foundation
import TestSupport
import Testing

@Suite("The store's JSON is what Codable reads and writes")
struct JSONTests {
    private static let documents: [Document] = [
        nil, true, false, 0, 1, -1, .integer(.max), .integer(.min), "", "true", "1", "null", [], [:],
        [nil, [1, "1"], [:], []],
        ["a": ["b": [["c": nil]]]], ["": ""], ["b": 1, "a": 2, "A": 3, "ä": 4, "a-b": 5, "a_b": 6],
    ]

    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    @Test("Every kind of value is written as Codable writes it, and comes back", arguments: documents)
    func kinds(_ document: Document) throws {
        let text = document.revealedJSON
        #expect(text == String(decoding: try Self.encoder().encode(document), as: UTF8.self))
        #expect(try #require(Document(json: text)) == JSONDecoder().decode(Document.self, from: Data(text.utf8)))
    }

    @Test("Laid out for people it is what Codable lays out", arguments: documents)
    func layout(_ document: Document) throws {
        let encoder = Self.encoder()
        encoder.outputFormatting.insert(.prettyPrinted)
        var text: [UInt8] = []
        JSONLayout.append(Array(document.revealedJSON.utf8)[...], to: &text)
        #expect(String(decoding: text, as: UTF8.self) == String(decoding: try encoder.encode(document), as: UTF8.self))
    }

    @Test("Secrets are masked unless they are asked for")
    func secrets() {
        var text: [UInt8] = []
        (["a": .secret("x"), "b": .secret("")] as Document).appendJSON(to: &text)
        #expect(String(decoding: text, as: UTF8.self) == #"{"a":"********","b":""}"#)
    }

    @Test("Awkward text survives, and is escaped so that Codable reads it", arguments: AwkwardText.all)
    func text(_ text: String) throws {
        let json = (["key": .string(text)] as Document).revealedJSON
        let back = try #require(Document(json: json)?["key"]?.text)
        #expect(Array(back.utf8) == Array(text.utf8))
        let decoded = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        #expect(decoded["key"]?.text.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("Every ASCII character is written as Codable writes it")
    func escapes() throws {
        let text = String(String.UnicodeScalarView((0..<128).compactMap(Unicode.Scalar.init)))
        let document: Document = [.string(text)]
        #expect(document.revealedJSON == String(decoding: try Self.encoder().encode(document), as: UTF8.self))
        #expect(Document(json: document.revealedJSON) == document)
    }

    @Test("A secret is written as it is: the store keeps what phones need")
    func secret() {
        #expect((["password": Document.secret("p\"w")] as Document).revealedJSON == #"{"password":"p\"w"}"#)
    }

    @Test(
        "What Codable reads is read alike",
        arguments: [
            " { \"b\" : [ 1 , 2 ] ,\n\t\"a\":null}\r\n", #"["\u65e5\/\b\f\ud83d\ude00"]"#, "-0", "[[[[1]]]]",
        ]
    )
    func reading(_ json: String) throws {
        #expect(try Document(json: json) == JSONDecoder().decode(Document.self, from: Data(json.utf8)))
    }

    @Test(
        "What is no document is refused",
        arguments: [
            "", "{", "[", "[1,]", "{\"a\"}", "{\"a\":}", "{,}", "[1 2]", "1 2", "1.5", "1e3", "--1", "-",
            "99999999999999999999", "nul", "tru", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\ud83d\"", "\"\\ude00\"",
            "\"\\ud83d\\u0041\"", "\"\n\"", "{1:2}", #"{"a":1,"a":2}"#, String(repeating: "[", count: 100_000),
        ]
    )
    func refusal(_ json: String) { #expect(Document(json: json) == nil) }
}
