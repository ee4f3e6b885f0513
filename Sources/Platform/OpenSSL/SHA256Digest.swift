internal import COpenSSL
public import Platform

/// An incremental SHA-256 (FIPS 180-4) whose state can be copied, so that many files share the hash of their prefix.
///
/// OpenSSL's digest calls fail only when memory is exhausted or the calls come in the wrong order. The first ends every
/// Swift program, the second cannot be written with this type; so a failure is a precondition and no `throws`.
@safe
public struct SHA256Digest: ~Copyable {
    private let context: OpaquePointer

    /// The state before the first byte.
    public init() {
        unsafe self.init(owning: Self.makeContext())
        Self.require(unsafe EVP_DigestInit_ex2(context, DigestAlgorithm.sha256.pointer, nil))
    }

    private init(owning context: OpaquePointer) { unsafe self.context = context }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Appends bytes.
    public mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe Self.require(EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
    }

    /// Appends bytes.
    public mutating func update(_ bytes: Span<UInt8>) { unsafe update(bytes.bytes) }

    /// Appends bytes.
    public mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

    /// A second, independent state that has seen the same bytes.
    public borrowing func copy() -> SHA256Digest {
        let copy = unsafe SHA256Digest(owning: Self.makeContext())
        Self.require(unsafe EVP_MD_CTX_copy_ex(copy.context, context))
        return copy
    }

    /// The SHA-256 of everything appended.
    public consuming func finish() -> SHA256Hash {
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var output = words.mutableSpan
        unsafe output.withUnsafeMutableBytes { octets in
            Self.require(unsafe EVP_DigestFinal_ex(context, octets.bindMemory(to: UInt8.self).baseAddress, nil))
        }
        for index in words.indices { words[index] = UInt64(bigEndian: words[index]) }
        return SHA256Hash(words: words)
    }

    /// The SHA-256 of an array.
    public static func of(_ bytes: [UInt8]) -> SHA256Hash {
        var digest = SHA256Digest()
        digest.update(bytes)
        return digest.finish()
    }

    private static func makeContext() -> OpaquePointer {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("OpenSSL has no memory") }
        return unsafe context
    }

    private static func require(_ result: CInt) { precondition(result == 1, "OpenSSL has no memory") }
}

// One owner at a time: a value that crosses to another task leaves the first, and copying only reads the context.
extension SHA256Digest: @unchecked Sendable {}
