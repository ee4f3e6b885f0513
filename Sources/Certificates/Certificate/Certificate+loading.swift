extension Certificate {
    /// The labels under which PEM carries a plain certificate (RFC 7468 section 5.1 and its note on old software).
    static let certificateLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// What stands in the label of every private key, whatever its format (RFC 7468 sections 10 and 11, OpenSSH).
    static let privateKeyWords = Array("PRIVATE KEY".utf8)

    /// Reads the one certificate of a PEM text; text around it is ignored.
    ///
    /// - Parameter pem: at most ``maximumByteCount`` bytes.
    /// - Throws: `no-certificate`, `several-certificates`, and the errors of ``init(der:)``.
    public convenience init(pem: String) throws(CertificateError) {
        try self.init(pemBytes: Array(pem.utf8))
    }

    /// Reads the one certificate of a file; its contents tell whether it is PEM or DER.
    ///
    /// A private key in the file is refused and never quoted: as such in PEM and PKCS #8, else as malformed.
    ///
    /// - Parameter fileBytes: the whole file, at most ``maximumByteCount`` bytes.
    /// - Returns: the certificate.
    /// - Throws: the errors of ``init(pem:)`` and ``init(der:)``.
    public static func load(_ fileBytes: [UInt8]) throws(CertificateError) -> Certificate {
        looksLikeDER(fileBytes) ? try Certificate(der: fileBytes) : try Certificate(pemBytes: fileBytes)
    }

    /// Whether the bytes begin a DER SEQUENCE of 128 bytes or more: a length of 1 to 4 further bytes (X.690 section
    /// 8.1.3.5). No text begins so, because these bytes never follow `0` in UTF-8. Every certificate is that long.
    static func looksLikeDER(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x30 && (0x81...0x84).contains(bytes[1])
    }

    private convenience init(pemBytes: [UInt8]) throws(CertificateError) {
        try Self.checkSize(pemBytes.count)
        // Before anything is decoded: a key whose block is indented or damaged is still a key.
        guard pemBytes.firstRange(of: Self.privateKeyWords) == nil else { throw Self.privateKeyPresent }
        try self.init(der: Self.onlyCertificate(in: PEMSource(pemBytes)))
    }

    private static func onlyCertificate(in source: consuming PEMSource) throws(CertificateError) -> [UInt8] {
        var found: [UInt8]?
        while let block = try PEMBlock.next(from: source) {
            guard certificateLabels.contains(block.label) else { continue }
            guard !block.hasHeaders else { throw encrypted }
            guard found == nil else { throw several }
            found = block.bytes
        }
        guard let found else { throw noCertificate }
        return found
    }
}
