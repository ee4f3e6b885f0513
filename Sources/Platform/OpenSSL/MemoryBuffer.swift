internal import COpenSSL

/// A growing buffer in memory that OpenSSL prints into.
@safe
package struct MemoryBuffer: ~Copyable {
    private let pointer: OpaquePointer

    /// An empty buffer. Out of memory ends the process, as it does for every Swift array.
    package init() {
        guard let pointer = unsafe BIO_new(BIO_s_mem()) else { preconditionFailure("OpenSSL has no memory") }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BIO_free(pointer) }

    /// Lets OpenSSL print; the pointer is valid only inside `body`.
    package func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result { unsafe body(pointer) }

    /// What was printed so far; bytes that are no UTF-8 become U+FFFD.
    package var text: String {
        var start: UnsafeMutablePointer<CChar>?
        let count = unsafe cnfd_BIO_get_mem_data(pointer, &start)
        guard let start = unsafe start, count > 0 else { return "" }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
