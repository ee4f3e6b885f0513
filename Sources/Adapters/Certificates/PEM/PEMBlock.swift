internal import COpenSSL
internal import OpenSSL

/// One `-----BEGIN …-----` block of a PEM text (RFC 7468), as OpenSSL decoded it.
@safe
struct PEMBlock: ~Copyable {
    private let name: UnsafeMutablePointer<CChar>
    private let header: UnsafeMutablePointer<CChar>
    private let data: UnsafeMutablePointer<UInt8>
    private let length: Int

    /// The next block.
    ///
    /// - Parameter source: what remains of the text.
    /// - Returns: `nil` at the end of the text.
    /// - Throws: `certificate-malformed` for a block that does not decode.
    static func next(from source: borrowing PEMSource) throws(CertificateError) -> PEMBlock? {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        OpenSSLErrorQueue.clear()
        let result = unsafe source.withPointer { unsafe cnfd_PEM_read_block($0, &name, &header, &data, &length) }
        guard result == 1, let name = unsafe name, let header = unsafe header, let data = unsafe data else {
            let isEnd = OpenSSLErrorQueue.saysNoMorePEM
            let reasons = OpenSSLErrorQueue.drain()
            if isEnd { return nil }
            throw CertificateError(
                .certificateMalformed,
                "certificate: a PEM block cannot be decoded (\(reasons))",
                remedy: "Export the certificate again and copy it from the BEGIN line to the END line"
            )
        }
        return unsafe PEMBlock(name: name, header: header, data: data, length: length)
    }

    private init(
        name: UnsafeMutablePointer<CChar>,
        header: UnsafeMutablePointer<CChar>,
        data: UnsafeMutablePointer<UInt8>,
        length: Int
    ) {
        unsafe self.name = name
        unsafe self.header = header
        unsafe self.data = data
        self.length = length
    }

    deinit { unsafe cnfd_PEM_free_block(name, header, data, length) }

    /// What stands after BEGIN.
    var label: String { unsafe String(cString: name) }

    /// Whether RFC 1421 headers stand before the base64 text; they announce encrypted contents.
    var hasHeaders: Bool { unsafe header.pointee != 0 }

    /// The decoded contents.
    var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: data, count: length)) }
}
