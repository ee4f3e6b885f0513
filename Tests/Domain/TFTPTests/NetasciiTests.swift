import TFTP
import Testing

@Suite("Netascii")
struct NetasciiTests {
    private func translate(_ text: String) -> String {
        var output: [UInt8] = []
        Netascii.translate(Array(text.utf8).span, into: &output)
        #expect(Netascii.translatedCount(Array(text.utf8).span) == output.count)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("NAS-01: LF becomes CR LF")
    func lineFeed() { #expect(translate("a\nb\n") == "a\r\nb\r\n") }

    @Test("NAS-02: CR becomes CR NUL")
    func carriageReturn() { #expect(translate("a\rb") == "a\r\u{0}b") }

    @Test("Nothing else changes")
    func others() { #expect(translate("äöü\u{0}\t") == "äöü\u{0}\t") }
}
