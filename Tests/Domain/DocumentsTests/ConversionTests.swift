import Documents
import TestSupport
import Testing

@Suite("Values as documents")
struct ConversionTests {
    private enum Colour: String, CaseIterable, DocumentConvertible {
        case red
        case darkBlue = "dark-blue"
    }

    @Test("A whole number that is too large is out of range, not a text")
    func outOfRange() {
        for text in ["99999999999999999999", "-99999999999999999999"] {
            let refused = #expect(throws: InvalidValue.self) { try Int(Document.string(text)) }
            #expect(refused?.code == "out-of-range" && refused?.reason == "The number is out of range.")
        }
        #expect(throws: InvalidValue.wrongType(.string("1e3"), expected: "a whole number")) {
            try Int(Document.string("1e3"))
        }
    }

    @Test("Numbers and booleans count as the text they were written as")
    func text() throws {
        #expect(try String(12 as Document) == "12")
        #expect(try String(true as Document) == "true")
        #expect(try String(.secret("s") as Document) == "s")
    }

    @Test("A whole number is read from digits too", arguments: [("0042", 42), ("-5", -5), ("0", 0)])
    func integer(_ text: String, _ number: Int) throws { #expect(try Int(.string(text)) == number) }

    @Test("What is not a whole number is refused", arguments: ["", " 1", "1 ", "1.0", "٢", "1e3", "0x10", "９"])
    func notInteger(_ text: String) { #expect(throws: InvalidValue.self) { try Int(.string(text)) } }

    @Test("Only true and false are true and false", arguments: ["yes", "True", "1", "on", ""])
    func notBool(_ text: String) { #expect(throws: InvalidValue.self) { try Bool(.string(text)) } }

    @Test("A word of an enumeration is read; any other is refused with the choices")
    func words() throws {
        #expect(try Colour("dark-blue" as Document) == .darkBlue)
        #expect(Colour.darkBlue.document == "dark-blue")
        let refusal = #expect(throws: InvalidValue.self) { try Colour("green" as Document) }
        #expect(refusal?.description == "\"green\" is not one of the choices. Write one of red, dark-blue.")
        #expect(throws: InvalidValue.self) { try Colour("Red" as Document) }
        #expect(throws: InvalidValue.self) { try Colour([] as Document) }
    }

    @Test("Documents are equal wherever they were read")
    func equality() {
        #expect(Document(.integer(1), line: 1) == Document(.integer(1), line: 2))
        #expect(Document(.integer(1), line: 1).hashValue == Document(.integer(1)).hashValue)
        #expect((1 as Document) != "1")
        #expect((.secret("x") as Document) != "x")
    }

    @Test("A document answers its parts, and nothing for parts of another kind")
    func parts() {
        let document: Document = ["a": [1, 2], "b": nil]
        #expect(document["a"]?.values == [1, 2])
        #expect(document["b"] == .some(.null))
        #expect(document["c"] == nil)
        #expect(document.text == nil && document.values.isEmpty)
        #expect(("x" as Document)["a"] == nil && ("x" as Document).entries.isEmpty)
    }
}
