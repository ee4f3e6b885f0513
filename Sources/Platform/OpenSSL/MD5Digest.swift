/// MD5 (RFC 1321), which phones' files still use to name a certificate. It protects nothing.
public enum MD5Digest {
    /// The 16 bytes of the MD5 of an array.
    public static func of(_ bytes: [UInt8]) -> [UInt8] { DigestAlgorithm.md5.digest(of: bytes) }
}
