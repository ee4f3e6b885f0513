internal import COpenSSL

/// The names of ASN.1 object identifiers.
package enum ObjectIdentifierName {
    /// Room for an identifier OpenSSL has no name for, in dotted decimal; longer ones are cut.
    private static let maximumByteCount = 128

    /// OpenSSL's long name (`sha256WithRSAEncryption`), or dotted decimal.
    package static func text(_ object: OpaquePointer?) -> String {
        guard let object = unsafe object else { return "" }
        let buffer = unsafe [CChar](unsafeUninitializedCapacity: maximumByteCount) { buffer, count in
            let length = unsafe OBJ_obj2txt(buffer.baseAddress, CInt(buffer.count), object, 0)
            // The length is that of the whole name, without its terminating NUL.
            count = min(max(0, Int(length)), maximumByteCount - 1)
        }
        return String(decoding: buffer.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
