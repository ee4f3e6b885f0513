import Testing

@testable import TFTPServer

@Suite("Names in logs")
struct LogTextTests {
    @Test("Printable ASCII stays, anything else and the backslash become hexadecimal")
    func escaping() {
        #expect(LogText.escape(Array("SEP001122334455.cnf.xml".utf8)) == "SEP001122334455.cnf.xml")
        #expect(LogText.escape(Array("a b\\c\n\u{1B}é".utf8)) == "a b\\x5Cc\\x0A\\x1B\\xC3\\xA9")
    }

    @Test("Long names are cut")
    func cut() {
        let name = [UInt8](repeating: 65, count: 2_000)
        #expect(LogText.copy(name.span).count == LogText.longestName)
    }
}
