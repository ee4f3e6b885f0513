import ClusterModel
import Documents
import Testing

@Suite("Names of objects")
struct ObjectNameTests {
    private func bytes(_ text: String) throws -> [UInt8] { Array(try ObjectName(text).text.utf8) }

    @Test("Composed and decomposed spellings are one name, kept in NFC")
    func canonical() throws {
        #expect(try bytes("Cafe\u{301}") == Array("Caf\u{E9}".utf8))
        #expect(try ObjectName("Cafe\u{301}") == ObjectName("Caf\u{E9}"))
        // Half-width katakana with a voice mark, and hangul jamo.
        #expect(try bytes("\u{30CF}\u{309A}") == Array("\u{30D1}".utf8))
        #expect(try bytes("\u{1112}\u{1161}\u{11AB}") == Array("\u{D55C}".utf8))
    }

    @Test("Compatibility forms stay different: NFC, not NFKC")
    func compatibility() throws {
        #expect(try ObjectName("ＨＱ") != ObjectName("HQ"))
        #expect(try ObjectName("ﬁ") != ObjectName("fi"))
    }

    @Test("Names are compared without ASCII case, and only ASCII case")
    func letterCase() throws {
        #expect(try ObjectName("Branch-12") == ObjectName("BRANCH-12"))
        #expect(try ObjectName("Branch-12").hashValue == ObjectName("bRANCH-12").hashValue)
        #expect(try ObjectName("ÜBER") != ObjectName("über"))
        #expect(try ObjectName("ＨＱ") != ObjectName("ｈｑ"))
        // The Kelvin sign is NFC-equal to K.
        #expect(try ObjectName("\u{212A}") == ObjectName("k"))
        #expect(try ObjectName("Branch-12").text == "Branch-12")
    }

    @Test("Spaces around a name are dropped, inside they stay")
    func spaces() throws {
        #expect(try ObjectName("  Head Office\u{3000} ").text == "Head Office")
        #expect(try ObjectName("a  b").text == "a  b")
    }

    @Test("A name has 1 to 50 characters")
    func length() throws {
        #expect(try ObjectName(String(repeating: "本", count: 50)).text.count == 50)
        #expect(try ObjectName(String(repeating: "x", count: 50) + "  ").text.count == 50)
        #expect(try ObjectName(String(repeating: "e\u{301}", count: 50)).text.count == 50)
        let long = #expect(throws: InvalidValue.self) { try ObjectName(String(repeating: "x", count: 51)) }
        #expect(long?.description == "The name has 51 characters. Use at most 50.")
        for empty in ["", " ", "\t \u{3000}"] {
            let refusal = #expect(throws: InvalidValue.self) { try ObjectName(empty) }
            #expect(refusal?.reason == "The name is empty.")
        }
    }

    @Test("Marks piled on one letter count, so that no name is longer than 50 code points")
    func piledMarks() {
        let piled = "a" + String(repeating: "\u{302}", count: 51)
        #expect(throws: InvalidValue.self) { try ObjectName(piled) }
        #expect(throws: InvalidValue.self) { try ObjectName("a" + String(repeating: "\u{20DD}", count: 60_000)) }
    }

    @Test(
        "Control characters are refused by their number",
        arguments: [
            ("a\u{0}b", "0000"), ("a\nb", "000A"), ("a\u{1B}b", "001B"), ("a\u{7F}b", "007F"), ("a\u{85}b", "0085"),
            ("a\u{9F}b", "009F"), ("a\u{FFFE}b", "FFFE"), ("a\u{FFFF}b", "FFFF"),
        ]
    )
    func controls(_ text: String, _ number: String) {
        let refusal = #expect(throws: InvalidValue.self) { try ObjectName(text) }
        #expect(refusal?.code == "control-character")
        #expect(refusal?.reason == "The text holds the control character U+\(number).")
    }

    @Test(
        "A name read back from its own text is the same name",
        arguments: ["HQ", "Cafe\u{301}", "支店 12", "a  b", "😀"]
    )
    func again(_ text: String) throws {
        let name = try ObjectName(text)
        #expect(try ObjectName(name.text).text.utf8.elementsEqual(name.text.utf8))
        #expect(try ObjectName(name.document) == name)
    }

    @Test("Names are ordered as they are compared")
    func order() throws {
        #expect(try ObjectName("a") < ObjectName("B"))
        let (upper, lower) = (try ObjectName("A"), try ObjectName("a"))
        #expect(!(upper < lower) && !(lower < upper))
    }
}
