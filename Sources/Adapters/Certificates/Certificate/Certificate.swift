internal import COpenSSL

/// An X.509 certificate, immutable.
@safe
public final class Certificate: Sendable {
    /// The largest file or certificate that is read, in bytes. Gateway certificates are a few KiB; 64 KiB is also the
    /// size beyond which phones fail on trust lists (Security Guide 12.5(1)SU1).
    public static let maximumByteCount = 65_536

    /// The largest trust file that is read, in bytes: the certificates of some ten thousand phones (S06).
    public static let maximumBundleByteCount = 16 << 20

    // The only owner. After reading, OpenSSL changes nothing but caches that it guards with a lock of its own.
    private nonisolated(unsafe) let pointer: OpaquePointer

    /// The certificate as it was read: DER (X.690), at most ``maximumByteCount`` bytes.
    public let der: [UInt8]

    /// The seconds between which the certificate is valid.
    public let validity: Validity

    /// Reads exactly one certificate in DER.
    ///
    /// - Parameter der: the certificate and nothing after it.
    /// - Throws: `certificate-too-large`, `trailing-bytes`, `private-key-present` or `certificate-malformed`.
    public init(der: [UInt8]) throws(CertificateError) {
        let pointer = try unsafe DERReader.read(der)
        guard let validity = unsafe Validity.reading(pointer) else {
            unsafe X509_free(pointer)
            throw DERReader.malformed("its validity is not a pair of dates")
        }
        unsafe self.pointer = pointer
        self.der = der
        self.validity = validity
    }

    deinit { unsafe X509_free(pointer) }

    /// The pointer is valid only inside `body`.
    package func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        defer { extendLifetime(self) }
        return unsafe body(pointer)
    }
}

extension Certificate: Hashable {
    /// Whether both are the same certificate, byte for byte.
    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Hashes the DER.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
