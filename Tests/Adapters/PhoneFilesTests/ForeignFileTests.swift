import PhoneFiles
import TestSupport
import Testing

@Suite("Files that are no phone's are refused before they cost anything", .timeLimit(.patience))
struct ForeignFileTests {
    private let own = Array("<device><a>1</a></device>".utf8)

    private func code(_ text: String) -> String? {
        #expect(throws: PhoneFileError.self) { try PhoneFileDiff.differences(from: own, to: Array(text.utf8)) }?.code
    }

    @Test("Hundreds of thousands of attributes or elements")
    func many() {
        let attributes = (0..<200_000).map { " a\($0)=''" }.joined()
        #expect(code("<device\(attributes)/>") == "file-too-large")
        #expect(code("<device>" + String(repeating: "<a/>", count: 300_000) + "</device>") == "file-too-large")
    }

    @Test("More attributes of one element than any has, and more levels")
    func foreign() {
        let attributes = (0..<300).map { " a\($0)=''" }.joined()
        #expect(code("<device\(attributes)/>") == "foreign-file")
        #expect(
            code(String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)) == "foreign-file"
        )
        #expect(code("<\(String(repeating: "a", count: 1_000))/>") == "foreign-file")
    }

    @Test("A file that differs everywhere")
    func different() {
        let children = (0..<20_000).map { "<a\($0)/>" }.joined()
        #expect(code("<device>\(children)</device>") == "too-different")
    }

    @Test("An encoding in which nothing can be counted", arguments: ["UTF-7", "IBM037", "GB18030"])
    func encoding(_ name: String) {
        #expect(code("<?xml version=\"1.0\" encoding=\"\(name)\"?><device/>") == "unsupported-encoding")
    }

    @Test("The encodings that phones' files have", arguments: ["UTF-8", "utf-8", "ISO-8859-1", "us-ascii"])
    func known(_ name: String) throws {
        let text = "<?xml version=\"1.0\" encoding=\"\(name)\"?><device><a>1</a></device>"
        #expect(try PhoneFileDiff.differences(from: own, to: Array(text.utf8)).isEmpty)
    }

    @Test("EBCDIC, which says of itself what it is in its own letters")
    func ebcdic() {
        let bytes: [UInt8] = [0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40]
        let error = #expect(throws: PhoneFileError.self) { try PhoneFileDiff.differences(from: own, to: bytes) }
        #expect(error?.code == "unsupported-encoding")
    }
}
