internal import COpenSSL

/// A PEM text that OpenSSL reads from, block by block.
@safe
struct PEMSource: ~Copyable {
    private let pointer: OpaquePointer

    /// The source owns a copy of the text. Out of memory ends the process, as it does for every Swift array.
    ///
    /// - Parameter text: at most ``Certificate/maximumBundleByteCount`` bytes.
    init(_ text: [UInt8]) {
        guard let pointer = unsafe BIO_new(BIO_s_mem()) else { preconditionFailure("OpenSSL has no memory") }
        let written = unsafe text.withUnsafeBytes { unsafe BIO_write(pointer, $0.baseAddress, CInt($0.count)) }
        precondition(written == text.count || text.isEmpty, "OpenSSL has no memory")
        unsafe self.pointer = pointer
    }

    deinit { unsafe BIO_free(pointer) }

    /// Lets OpenSSL read; the pointer is valid only inside `body`.
    package func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(pointer) }
}
