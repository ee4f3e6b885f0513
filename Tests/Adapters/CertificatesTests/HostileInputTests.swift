import Certificates
import TestSupport
import Testing

@Suite("Hostile input", .timeLimit(.patience))
struct HostileInputTests {
    /// SplitMix64: the same mutations in every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private func mutate(_ original: [UInt8], with generator: inout Generator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: bytes.remove(at: position)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
            case 2: bytes.removeSubrange(position..<min(position + 16, bytes.count))
            case 3: bytes[position] = [0, 0x7F, 0x80, 0xFF, 0x30].randomElement(using: &generator) ?? 0
            default: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            }
        }
        return bytes
    }

    /// Reads and, if that works, asks for everything.
    private func exercise(_ bytes: [UInt8]) -> Bool {
        guard let certificate = try? Certificate.load(bytes) else { return false }
        let texts = [
            certificate.subject, certificate.issuer, certificate.serialNumber, certificate.signatureAlgorithm,
            certificate.key.algorithm.description, certificate.pem, certificate.md5Fingerprint.description,
        ]
        let findings = certificate.acceptableForSRST()
        return texts.allSatisfy { !$0.contains("\u{0}") } && findings.isAcceptable == findings.refusals.isEmpty
    }

    @Test("S05: 20 000 mutations of DER never crash and never keep a valid signature")
    func derMutations() throws {
        var generator = Generator(state: 12)
        let names = ["branch-12", "ec-p256", "usable-by-servers", "hostile-name", "md5-signed"]
        let originals = try names.map { try Fixture.certificate($0).der }
        var readable = 0
        for number in 0..<20_000 {
            let original = originals[number % originals.count]
            let bytes = mutate(original, with: &generator)
            guard exercise(bytes) else { continue }
            readable += 1
            if bytes != original { #expect(try Certificate(der: bytes).selfSignature() != .valid) }
        }
        // Otherwise the mutations would only have tested the first bytes of the parser.
        #expect(readable > 1_000)
    }

    @Test("2 000 mutations of PEM never crash")
    func pemMutations() throws {
        var generator = Generator(state: 34)
        let original = try Fixture.bytes("branch-12.pem")
        var readable = 0
        for _ in 0..<2_000 where exercise(mutate(original, with: &generator)) { readable += 1 }
        #expect(readable > 0)
    }

    @Test("One certificate can be read from many tasks at once")
    func sharing() async throws {
        let certificate = try Certificate.load(Fixture.bytes("usable-by-servers.pem"))
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    (0..<50).allSatisfy { _ in
                        certificate.acceptableForSRST().isAcceptable && certificate.selfSignature() == .valid
                            && !certificate.subject.isEmpty && certificate.key.bits == 2_048
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: true, count: 16))
    }
}
