internal import COpenSSL
internal import OpenSSL

/// A private key, immutable; nothing prints it but ``secretPEM``.
@safe
public final class PrivateKey: Sendable {
    /// The kinds of keys that are made; the raw values are the words of the command line.
    public enum Kind: String, Sendable, CaseIterable {
        /// RSA of 2048 bits, which every phone and gateway takes.
        case rsa
        /// ECDSA on P-256 (FIPS 186-4), made in no time.
        case ec
    }

    // The only owner. Reading a key is safe from any thread (openssl-threads(7)).
    private nonisolated(unsafe) let pointer: OpaquePointer

    /// Takes over the caller's reference.
    private init(owning pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// Makes a new key.
    ///
    /// - Parameter kind: Which kind.
    /// - Returns: The key.
    /// - Throws: `key-not-made` when OpenSSL has no randomness.
    public static func generate(_ kind: Kind) throws(CertificateError) -> PrivateKey {
        OpenSSLErrorQueue.clear()
        let context = unsafe EVP_PKEY_CTX_new_from_name(OpenSSLLibrary.context, kind == .rsa ? "RSA" : "EC", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard let context = unsafe context, unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe setParameters(context, kind) == 1, unsafe EVP_PKEY_generate(context, &key) == 1,
            let key = unsafe key
        else {
            throw CertificateError(
                .keyNotMade,
                "private key: it cannot be made (\(OpenSSLErrorQueue.drain()))",
                remedy: "Check the system's source of randomness"
            )
        }
        return unsafe PrivateKey(owning: key)
    }

    private static func setParameters(_ context: OpaquePointer, _ kind: Kind) -> CInt {
        switch kind {
        case .rsa: unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, CInt(AcceptanceRule.recommendedRSABits))
        case .ec: unsafe EVP_PKEY_CTX_set_group_name(context, "P-256")
        }
    }

    /// Reads a key in PEM that is not encrypted.
    ///
    /// - Parameter pem: The whole file, at most ``Certificate/maximumByteCount`` bytes; it is never quoted.
    /// - Throws: `key-malformed`.
    public init(pem: [UInt8]) throws(CertificateError) {
        try Certificate.checkSize(pem.count)
        OpenSSLErrorQueue.clear()
        let source = PEMSource(pem)
        let key = unsafe source.withPointer { source in
            // Without a callback OpenSSL would ask the terminal for the password of an encrypted key.
            unsafe PEM_read_bio_PrivateKey_ex(source, nil, { _, _, _, _ in -1 }, nil, OpenSSLLibrary.context, nil)
        }
        guard let key = unsafe key else {
            throw CertificateError(
                .keyMalformed,
                "private key: the file holds no private key in PEM that can be read (\(OpenSSLErrorQueue.drain()))",
                remedy: "Give the key in PEM and not encrypted, in a file that only you can read"
            )
        }
        unsafe pointer = key
    }

    /// The key in PEM (PKCS #8), not encrypted: only for a file that nobody else can read.
    public var secretPEM: [UInt8] {
        let buffer = MemoryBuffer()
        let result = unsafe withPointer { key in
            unsafe buffer.withPointer { unsafe PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
        }
        // Writing into memory what OpenSSL made or read fails only when there is none left.
        precondition(result == 1, "OpenSSL has no memory")
        return Array(buffer.text.utf8)
    }

    /// Whether the certificate is that of this key.
    public func matches(_ certificate: Certificate) -> Bool {
        defer { OpenSSLErrorQueue.clear() }
        return unsafe withPointer { key in
            unsafe certificate.withPointer { unsafe X509_check_private_key($0, key) == 1 }
        }
    }

    /// The pointer is valid only inside `body`.
    package func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        defer { extendLifetime(self) }
        return unsafe body(pointer)
    }
}
