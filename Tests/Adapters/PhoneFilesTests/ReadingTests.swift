import PhoneFiles
import Testing

@Suite("Reading files")
struct ReadingTests {
    private let file = Array("<device><a k=\"v\">1</a><a>2</a><b><c></c></b></device>".utf8)

    @Test("an element or attribute is found by its path; absent is not empty")
    func paths() throws {
        #expect(try PhoneFileReader.text(at: "/device/a", in: file) == "1")
        #expect(try PhoneFileReader.text(at: "/device/a[2]", in: file) == "2")
        #expect(try PhoneFileReader.text(at: "/device/a[3]", in: file) == nil)
        #expect(try PhoneFileReader.text(at: "/device/a/@k", in: file) == "v")
        #expect(try PhoneFileReader.text(at: "/device/a[2]/@k", in: file) == nil)
        #expect(try PhoneFileReader.text(at: "/device/b/c", in: file) == "")
        #expect(try PhoneFileReader.text(at: "/device/x/c", in: file) == nil)
        #expect(try PhoneFileReader.text(at: "/Default", in: file) == nil)
    }

    @Test("what is no path is refused", arguments: ["", "/", "device", "//a", "/a[0]", "/a[x]", "/a[1", "/a/", "/@k"])
    func badPaths(path: String) throws {
        let error = #expect(throws: PhoneFileError.self) { try PhoneFileReader.text(at: path, in: file) }
        #expect(error?.code == "unsupported-path")
    }

    @Test(
        "what is no well-formed file is refused with the line",
        arguments: ["", "no xml", "<device>\n<a></device>", "<device>\n&unknown;</device>", "<device>\n\u{1}</device>"]
    )
    func malformed(text: String) throws {
        let error = #expect(throws: PhoneFileError.self) {
            try PhoneFileDiff.differences(from: file, to: Array(text.utf8))
        }
        #expect(error?.code == "malformed-xml")
        if text.contains("\n") { #expect(error?.message.contains("line 2") == true) }
    }

    @Test("bytes that are no UTF-8 are refused")
    func invalidEncoding() throws {
        let bytes = Array("<device>".utf8) + [0xC3, 0x28] + Array("</device>".utf8)
        #expect(throws: PhoneFileError.self) { try PhoneFileReader.text(at: "/device", in: bytes) }
    }

    @Test(
        "a file with a document type is refused: no entity is expanded, nothing is fetched",
        arguments: [
            "<!DOCTYPE device [<!ENTITY e \"x\">]><device>&e;</device>",
            "<!DOCTYPE device SYSTEM \"file:///etc/passwd\"><device></device>",
            "<!DOCTYPE device [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><device>&e;</device>",
        ]
    )
    func documentType(text: String) throws {
        let error = #expect(throws: PhoneFileError.self) {
            try PhoneFileReader.text(at: "/device", in: Array(text.utf8))
        }
        #expect(error?.code == "document-type")
    }

    @Test("a file that is too large is refused before it is read")
    func tooLarge() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 2_000_001)
        let error = #expect(throws: PhoneFileError.self) { try PhoneFileReader.text(at: "/device", in: bytes) }
        #expect(error?.code == "file-too-large")
    }

    @Test("elements nested without end are refused, not followed")
    func deep() throws {
        let text = String(repeating: "<a>", count: 40_000) + String(repeating: "</a>", count: 40_000)
        let error = #expect(throws: PhoneFileError.self) {
            try PhoneFileReader.text(at: "/a", in: Array(text.utf8))
        }
        #expect(error?.code == "malformed-xml")
    }
}
