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

    @Test("Long names are cut")
    func cut() {
        let name = [UInt8](repeating: 65, count: 2_000)
        let kept = FileName(name.span)
        #expect(kept.octets.count == FileName.longest)
    }
}
