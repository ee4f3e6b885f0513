internal import COpenSSL

/// A digest algorithm, fetched from OpenSSL once per process.
@safe
package struct DigestAlgorithm: Sendable {
    /// The fetched `EVP_MD`: immutable, and never freed because it lives as long as the process.
    package nonisolated(unsafe) let pointer: OpaquePointer
    /// The size of a digest in bytes.
    package let byteCount: Int

    /// SHA-256 (FIPS 180-4).
    package static let sha256 = DigestAlgorithm("SHA2-256")
    /// SHA-1 (FIPS 180-4): only to name certificates.
    package static let sha1 = DigestAlgorithm("SHA1")
    /// MD5 (RFC 1321): only to name certificates.
    package static let md5 = DigestAlgorithm("MD5")

    private init(_ name: String) {
        // OpenSSL's default provider has all three in every build that Debian ships; without them nothing can start.
        guard let pointer = unsafe EVP_MD_fetch(OpenSSLLibrary.context, name, nil) else {
            preconditionFailure("OpenSSL has no \(name): \(OpenSSLErrorQueue.drain())")
        }
        unsafe self.pointer = pointer
        byteCount = unsafe Int(EVP_MD_get_size(pointer))
    }

    /// The digest of one array.
    package func digest(of bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            let result = unsafe bytes.withUnsafeBytes { input in
                unsafe EVP_Digest(input.baseAddress, input.count, buffer.baseAddress, nil, pointer, nil)
            }
            // A fetched digest fails only when memory is exhausted, which ends every Swift program.
            precondition(result == 1, "OpenSSL has no memory")
            count = byteCount
        }
    }
}
