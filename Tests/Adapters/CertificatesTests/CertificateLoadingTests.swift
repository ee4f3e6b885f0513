import Certificates
import Platform
import Testing

@Suite("Reading certificate files")
struct CertificateLoadingTests {
    private func refusal(_ bytes: [UInt8]) -> CertificateError? {
        do {
            _ = try Certificate.load(bytes)
            return nil
        } catch { return error }
    }

    private func block(_ label: String, _ base64: String) -> [UInt8] {
        Array("-----BEGIN \(label)-----\n\(base64)\n-----END \(label)-----\n".utf8)
    }

    /// 16 recognizable bytes in place of a secret, and how they look in base64.
    private let secret = Array("throw-away-bytes".utf8)
    private let secretBase64 = "dGhyb3ctYXdheS1ieXRlcw=="

    @Test("Text around the PEM block and CRLF line ends are ignored")
    func surroundings() throws {
        let pem = try Fixture.text("branch-12.pem")
        let expected = try Fixture.certificate("branch-12")
        #expect(try Certificate.load(Array("Bag Attributes\n  friendlyName: gw\n\(pem)\nbye\n".utf8)) == expected)
        #expect(try Certificate(pem: pem.split(separator: "\n").joined(separator: "\r\n") + "\r\n") == expected)
        #expect(try Certificate(pem: "0\u{E9}\n" + pem) == expected)
    }

    @Test("S04: several certificates in one file are refused, naming the single issuer")
    func several() throws {
        let error = try #require(refusal(Fixture.bytes("two-certificates.pem")))
        #expect(error.code == .severalCertificates)
        #expect(error.message.contains("single issuer"))
        #expect(error.remedy.contains("HSRP"))
        let twice = try Fixture.bytes("branch-12.pem") + Fixture.bytes("branch-12.pem")
        #expect(refusal(twice)?.code == .severalCertificates)
    }

    @Test("A file without a certificate is refused", arguments: ["", "hello\n", "0", "-----BEGIN"])
    func none(text: String) {
        #expect(refusal(Array(text.utf8))?.code == .noCertificate)
    }

    @Test("A file with another kind of block is refused")
    func otherBlock() {
        #expect(refusal(block("CERTIFICATE REQUEST", secretBase64))?.code == .noCertificate)
    }

    @Test(
        "A private key in a PEM file is refused and never echoed",
        arguments: ["", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "]
    )
    func privateKey(kind: String) throws {
        let key = block(kind + "PRIVATE" + " KEY", secretBase64)
        let certificate = try Fixture.bytes("branch-12.pem")
        let indented = Array("   ".utf8) + key
        for file in [key, key + certificate, certificate + key, certificate + indented, Array(key.dropLast(9))] {
            let error = try #require(refusal(file))
            #expect(error.code == .privateKeyPresent)
            #expect(!error.description.contains(secretBase64))
        }
    }

    @Test("A private key in DER is refused and never echoed")
    func privateKeyInDER() throws {
        // PKCS #8 around an Ed25519 key (RFC 8410), whose 32 bytes are the secret twice.
        let prefix: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]
        let key = prefix + secret + secret
        #expect(throws: CertificateError.self) { try Certificate(der: key) }
        do { _ = try Certificate(der: key) } catch {
            #expect(error.code == .privateKeyPresent)
            #expect(!error.description.contains("throw-away"))
        }
    }

    @Test("Bytes after the DER are refused", arguments: [[0], [0x30, 0x00], Array("text".utf8)] as [[UInt8]])
    func trailing(bytes: [UInt8]) throws {
        let der = try Fixture.bytes("branch-12.der")
        #expect(refusal(der + bytes)?.code == .trailingBytes)
        #expect(refusal(der + der)?.code == .trailingBytes)
    }

    @Test("Truncated DER is refused at every length")
    func truncated() throws {
        let der = try Fixture.bytes("branch-12.der")
        for count in 2..<der.count {
            #expect(refusal(Array(der.prefix(count)))?.code == .certificateMalformed)
        }
        #expect(throws: CertificateError.self) { try Certificate(der: []) }
    }

    @Test("A PEM block that is damaged or has headers is refused")
    func damagedPEM() throws {
        let pem = try Fixture.text("branch-12.pem")
        #expect(refusal(Array(pem.utf8.dropLast(12)))?.code == .certificateMalformed)
        #expect(refusal(Array(pem.replacing("MII", with: "M!I").utf8))?.code == .certificateMalformed)
        let headers = "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"
        let encrypted = pem.replacing("-----\nMII", with: headers + "MII")
        #expect(refusal(Array(encrypted.utf8))?.code == .certificateMalformed)
        #expect(refusal(Array((pem + "-----BEGIN CERTIFICATE-----\n").utf8))?.code == .certificateMalformed)
    }

    @Test("BER that is not DER is refused")
    func ber() throws {
        // The outer SEQUENCE with an indefinite length (X.690 section 8.1.3.6).
        let der = try Fixture.bytes("branch-12.der")
        #expect(refusal(Array([0x30, 0x80] + der.dropFirst(4) + [0, 0]))?.code == .noCertificate)
        let indefinite = Array([0x30, 0x80] + der.dropFirst(4) + [0, 0])
        do { _ = try Certificate(der: indefinite) } catch { #expect(error.code == .certificateMalformed) }
        #expect(throws: CertificateError.self) { try Certificate(der: indefinite) }
    }

    @Test("64 KiB are read, one byte more is refused")
    func size() throws {
        let pem = try Fixture.bytes("branch-12.pem")
        let padding = [UInt8](repeating: 0x0A, count: Certificate.maximumByteCount - pem.count)
        #expect(refusal(padding + pem) == nil)
        #expect(refusal([0x0A] + padding + pem)?.code == .certificateTooLarge)
        let der = [0x30, 0x83, 1, 0, 0] + [UInt8](repeating: 0, count: Certificate.maximumByteCount)
        #expect(refusal(der)?.code == .certificateTooLarge)
    }

    @Test("A refusal does not disturb the next reading on the same thread")
    func errorQueue() throws {
        let der = try Fixture.bytes("branch-12.der")
        for _ in 0..<3 {
            #expect(refusal(Array(der.prefix(100)))?.code == .certificateMalformed)
            #expect(refusal(Array("hello".utf8))?.code == .noCertificate)
            #expect(try Certificate.load(der).selfSignature() == .valid)
        }
    }
}
