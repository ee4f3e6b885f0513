public import Certificates
public import ClusterModel
public import TLS

/// A certificate authority for phones, as a cluster's CAPF is.
public struct PhoneAuthority: Sendable {
    /// The root with its key.
    public let root: TLSIdentity

    /// An authority that exists.
    public init(root: TLSIdentity) { self.root = root }

    /// Makes a new authority.
    ///
    /// - Parameters:
    ///   - commonName: The common name of the root.
    ///   - validity: From when to when the root is valid.
    ///   - kind: The kind of its key.
    /// - Returns: The authority.
    /// - Throws: `certificate-not-made`, `key-not-made`.
    public static func make(
        commonName: String,
        validity: Validity,
        _ kind: PrivateKey.Kind
    ) throws(CertificateError) -> PhoneAuthority {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(commonName: commonName, validity: validity, role: .authority)
        return PhoneAuthority(root: try TLSIdentity(Certificate.selfSigned(description, key: key), key: key))
    }

    /// Issues a phone's certificate (LSC), whose common name is the phone's name.
    public func issue(
        to name: DeviceName,
        validity: Validity,
        _ kind: PrivateKey.Kind
    ) throws(CertificateError) -> TLSIdentity {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(commonName: name.description, validity: validity, role: .phone)
        let certificate = try Certificate.issued(description, key: key, by: root.certificate, issuerKey: root.key)
        return try TLSIdentity(certificate, key: key)
    }
}
