import Serving
import Testing

@Suite("Names in logs")
struct FileNameTests {
    @Test(
        "Printable ASCII stays; spaces, which part a log's fields, the backslash and anything else become hexadecimal"
    )
    func escaping() {
        #expect(FileName("SEP001122334455.cnf.xml").description == "SEP001122334455.cnf.xml")
        #expect(FileName("a b\\c\n\u{1B}é").description == "a\\x20b\\x5Cc\\x0A\\x1B\\xC3\\xA9")
    }

    @Test(
        "A line's share of a name ends between two characters, with what no name has",
        arguments: [
            ("ABCDEFGH", "ABCDEFGH"), ("ABCDEFGHI", "ABCDEFGH\\..."), ("ABCDE FG", "ABCDE\\..."),
            ("ABCD E", "ABCD\\x20\\..."),
        ]
    )
    func shortened(name: String, text: String) {
        var bytes: [UInt8] = []
        FileName(name).append(to: &bytes, longest: 8)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test("Long names are cut")
    func cut() {
        let name = [UInt8](repeating: 65, count: 2_000)
        let kept = FileName(name.span)
        #expect(kept.octets.count == FileName.longest)
    }
}
