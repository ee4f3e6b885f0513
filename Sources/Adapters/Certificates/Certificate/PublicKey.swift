/// What is known of a certificate's public key.
public struct PublicKey: Hashable, Sendable {
    /// The family of a key.
    public enum Algorithm: Hashable, Sendable, CustomStringConvertible {
        /// RSA, also when restricted to PSS signatures.
        case rsa
        /// An elliptic curve key for ECDSA and ECDH.
        case ec
        /// Something else, under OpenSSL's name or in dotted decimal.
        case other(String)

        /// `RSA`, `EC` or the name.
        public var description: String {
            switch self {
            case .rsa: "RSA"
            case .ec: "EC"
            case .other(let name): name
            }
        }
    }

    /// The family of the key.
    public let algorithm: Algorithm

    /// The size in bits; 0 when OpenSSL cannot use the key.
    public let bits: Int

    /// OpenSSL's name of the elliptic curve (`prime256v1`); `nil` for other keys and unnamed curves.
    public let curve: String?
}
