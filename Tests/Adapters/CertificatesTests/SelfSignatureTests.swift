import Testing

@testable import Certificates

@Suite("S05: the gateway certificate must be self-signed")
struct SelfSignatureTests {
    @Test(
        "S05: self-signed certificates verify, whatever the digest, the key and the dates",
        arguments: Fixture.names.filter { !["ca-issued", "forged-self-signed"].contains($0) }
    )
    func valid(name: String) throws {
        #expect(try Fixture.certificate(name).selfSignature() == .valid)
    }

    @Test("S05: a certificate issued by an authority is refused, naming issuer and subject")
    func issued() throws {
        let certificate = try Fixture.certificate("ca-issued")
        #expect(certificate.selfSignature() == .issuerDiffers)
        let refusal = try #require(certificate.acceptableForSRST().refusals.first)
        #expect(refusal.code == .notSelfSigned)
        #expect(refusal.message.contains("CN=Example Issuing Authority"))
        #expect(refusal.message.contains("CN=branch-12-gw.example.net"))
    }

    @Test("S05: equal names are not enough: a signature by another key is refused")
    func forged() throws {
        let certificate = try Fixture.certificate("forged-self-signed")
        #expect(certificate.subject == certificate.issuer)
        guard case .signatureInvalid(let reason) = certificate.selfSignature() else {
            Issue.record("the forged signature was not refused")
            return
        }
        #expect(!reason.isEmpty)
        #expect(certificate.acceptableForSRST().refusals.map(\.code) == [.signatureInvalid])
    }

    @Test("S05: a changed signed part or a changed signature is refused")
    func changed() throws {
        let der = try Fixture.bytes("branch-12.der")
        var name = der
        let position = try #require(der.firstRange(of: Array("branch-12".utf8))?.lowerBound)
        let second = try #require(der[(position + 9)...].firstRange(of: Array("branch-12".utf8))?.lowerBound)
        name[position] = UInt8(ascii: "B")
        name[second] = UInt8(ascii: "B")
        var signature = der
        signature[der.count - 1] ^= 1
        for bytes in [name, signature] {
            guard case .signatureInvalid = try Certificate(der: bytes).selfSignature() else {
                Issue.record("the change was not noticed")
                continue
            }
        }
    }
}
