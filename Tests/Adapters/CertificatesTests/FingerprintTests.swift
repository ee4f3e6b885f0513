import Certificates
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
    @Test("What is printed is read back, in any case, with colons, spaces or neither")
    func parsing() throws {
        let certificate = try Fixture.certificate("branch-12")
        for fingerprint in [certificate.sha256Fingerprint, certificate.sha1Fingerprint, certificate.md5Fingerprint] {
            let printed = fingerprint.description
            let bare = printed.replacing(":", with: "")
            for text in [printed, printed.lowercased(), bare, printed.replacing(":", with: " "), "  \(bare)\n"] {
                #expect(try Fingerprint(parsing: text) == fingerprint)
            }
        }
    }

    @Test("Fingerprints of different certificates and of different digests differ")
    func inequality() throws {
        let certificate = try Fixture.certificate("branch-12")
        #expect(try certificate.sha256Fingerprint != Fixture.certificate("branch-12-renewed").sha256Fingerprint)
        #expect(certificate.sha256Fingerprint != certificate.sha1Fingerprint)
    }

    @Test(
        "Other text is refused",
        arguments: [
            "", "yes", "AB:CD", String(repeating: "A", count: 63), String(repeating: "G", count: 64),
            String(repeating: "AB:", count: 33), String(repeating: "AB-", count: 32),
            String(repeating: "\u{FF21}", count: 64),
            String(repeating: "A", count: 64) + String(repeating: " ", count: 999),
        ]
    )
    func refusals(text: String) {
        do {
            _ = try Fingerprint(parsing: text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.code == .fingerprintMalformed)
            #expect(!error.remedy.isEmpty)
        }
    }
}
