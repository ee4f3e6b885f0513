import Certificates
import Platform
import TLS

/// Certificates with their keys, made for one test.
enum TestIdentities {
    /// 2024-01-01 to 2100-01-01.
    private static let validity = Validity(notBefore: 1_704_067_200, notAfter: 4_102_444_800)

    /// One that nobody vouches for.
    static func selfSigned(_ name: String, _ role: CertificateDescription.Role = .server) throws -> TLSIdentity {
        let key = try PrivateKey.generate(.ec)
        let description = CertificateDescription(commonName: name, validity: validity, role: role)
        return try TLSIdentity(Certificate.selfSigned(description, key: key), key: key)
    }

    /// A phone's, which an authority vouches for.
    static func phone(by authority: TLSIdentity) throws -> TLSIdentity {
        let key = try PrivateKey.generate(.ec)
        let description = CertificateDescription(commonName: "SEP001122334455", validity: validity, role: .phone)
        let certificate = try Certificate.issued(
            description,
            key: key,
            by: authority.certificate,
            issuerKey: authority.key
        )
        return try TLSIdentity(certificate, key: key)
    }
}
