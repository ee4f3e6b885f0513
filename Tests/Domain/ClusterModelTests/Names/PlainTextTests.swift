import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Text for people")
struct PlainTextTests {
    @Test("Text is kept as it is given", arguments: AwkwardText.all)
    func kept(_ text: String) throws {
        #expect(try PlainText(text).text.utf8.elementsEqual(text.utf8))
        #expect(try PlainText(PlainText(text).document).text.utf8.elementsEqual(text.utf8))
    }

    @Test("Text has at most 255 characters")
    func length() throws {
        #expect(try PlainText(String(repeating: "本", count: 255)).text.count == 255)
        let refusal = #expect(throws: InvalidValue.self) { try PlainText(String(repeating: "x", count: 256)) }
        #expect(refusal?.description == "The text has 256 characters. Use at most 255.")
    }

    @Test("Marks piled on one letter count, so that one value cannot fill a file")
    func piledMarks() {
        #expect(throws: InvalidValue.self) { try PlainText("a" + String(repeating: "\u{301}", count: 70_000)) }
        #expect(throws: InvalidValue.self) { try PlainText("a" + String(repeating: "\u{302}", count: 255)) }
    }

    @Test("Control characters are refused", arguments: ["a\nb", "\t", "\r\n", "\u{0}", "\u{FFFE}"])
    func controls(_ text: String) {
        let refusal = #expect(throws: InvalidValue.self) { try PlainText(text) }
        #expect(refusal?.code == "control-character")
    }
}

@Suite("A06: passwords")
struct SecretValueTests {
    @Test("A password is described by the mask, and none by nothing")
    func description() throws {
        #expect("\(try Secret("hunter2"))" == "********")
        #expect("\(Secret.empty)" == "")
        #expect("\(try Secret(""))" == "")
        #expect(try Secret("hunter2").revealed.text == "hunter2")
        #expect(try Secret("hunter2").document == .secret("hunter2"))
    }

    @Test("The mask is not a password")
    func mask() {
        let refusal = #expect(throws: InvalidValue.self) { try Secret("********") }
        #expect(refusal?.code == "masked-secret")
        #expect(throws: Never.self) { try Secret("*******") }
        #expect(throws: Never.self) { try Secret("*********") }
    }

    @Test("A password holds no control characters and has at most 255")
    func bounds() {
        #expect(throws: InvalidValue.self) { try Secret("a\nb") }
        #expect(throws: InvalidValue.self) { try Secret(String(repeating: "x", count: 256)) }
    }
}
