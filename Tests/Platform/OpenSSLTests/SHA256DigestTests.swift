import OpenSSL
import Platform
import Testing

@Suite("Digests")
struct SHA256DigestTests {
    /// The examples published with FIPS 180 for SHA-256 (one block, two blocks, a million times "a"), and the empty message.
    private static let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test("SHA-256: the examples of FIPS 180", arguments: 0..<vectors.count)
    func examples(index: Int) {
        let (message, digest) = Self.vectors[index]
        let bytes = Array(message.utf8)
        #expect(SHA256Digest.of(bytes).description == digest)
        var incremental = SHA256Digest()
        for start in stride(from: 0, to: bytes.count, by: 4_099) {
            incremental.update(Array(bytes[start..<min(start + 4_099, bytes.count)]))
        }
        let whole = incremental.finish()
        #expect(SHA256Hash(hexadecimal: digest) == whole)
    }

    @Test("Arrays, spans and raw spans give one digest")
    func overloads() {
        let bytes = Array("abc".utf8)
        var span = SHA256Digest()
        span.update(bytes.span)
        var raw = SHA256Digest()
        raw.update(bytes.span.bytes)
        raw.update([])
        let digests = [span.finish(), raw.finish(), SHA256Digest.of(bytes)]
        #expect(Set(digests).count == 1)
    }

    @Test("Copies share the prefix and then go their own ways", arguments: [0, 1, 55, 56, 63, 64, 65, 8_000])
    func prefixSharing(prefixCount: Int) {
        let prefix = (0..<prefixCount).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var shared = SHA256Digest()
        shared.update(prefix)
        for number in 0..<100 {
            let rest = Array("SEP\(number)".utf8)
            var copy = shared.copy()
            copy.update(rest)
            let digest = copy.finish()
            #expect(digest == SHA256Digest.of(prefix + rest))
        }
        let untouched = shared.finish()
        #expect(untouched == SHA256Digest.of(prefix))
    }

    @Test("MD5: the examples of RFC 1321")
    func md5() {
        #expect(Hexadecimal.lowerCase(MD5Digest.of([])) == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(Hexadecimal.lowerCase(MD5Digest.of(Array("abc".utf8))) == "900150983cd24fb0d6963f7d28e17f72")
    }
}
