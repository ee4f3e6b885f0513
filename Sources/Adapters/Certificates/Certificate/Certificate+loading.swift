extension Certificate {
    /// The labels under which PEM carries a plain certificate (RFC 7468 section 5.1 and its note on old software).
    private static let certificateLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// What stands in the label of every private key, whatever its format (RFC 7468 sections 10 and 11, OpenSSH).
    private static let privateKeyWords = Array("PRIVATE KEY".utf8)

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

    /// Reads every certificate of a file: one in DER, or one and more in PEM.
    ///
    /// - Parameters:
    ///   - fileBytes: the whole file.
    ///   - limit: the most bytes it may have, at most ``maximumBundleByteCount``.
    /// - Returns: the certificates in their order, at least one.
    /// - Throws: like ``load(_:)``, but for `several-certificates`.
    public static func loadAll(
        _ fileBytes: [UInt8],
        limit: Int = maximumByteCount
    ) throws(CertificateError) -> [Certificate] {
        guard !looksLikeDER(fileBytes) else { return [try Certificate(der: fileBytes)] }
        var certificates: [Certificate] = []
        for der in try ders(inPEM: fileBytes, limit: limit) { certificates.append(try Certificate(der: der)) }
        return certificates
    }

    /// Whether the bytes begin a DER SEQUENCE of 128 bytes or more: a length of 1 to 4 further bytes (X.690 section
    /// 8.1.3.5). No text begins so, because these bytes never follow `0` in UTF-8. Every certificate is that long.
    private static func looksLikeDER(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x30 && (0x81...0x84).contains(bytes[1])
    }

    private convenience init(pemBytes: [UInt8]) throws(CertificateError) {
        let ders = try Self.ders(inPEM: pemBytes, limit: Self.maximumByteCount)
        guard let only = ders.first, ders.count == 1 else { throw Self.several }
        try self.init(der: only)
    }

    /// The DER of every certificate in a PEM text; at least one.
    private static func ders(inPEM bytes: [UInt8], limit: Int) throws(CertificateError) -> [[UInt8]] {
        try checkSize(bytes.count, limit: limit)
        // Before anything is decoded: a key whose block is indented or damaged is still a key.
        guard bytes.firstRange(of: privateKeyWords) == nil else { throw privateKeyPresent }
        return try certificates(in: PEMSource(bytes))
    }

    private static func certificates(in source: consuming PEMSource) throws(CertificateError) -> [[UInt8]] {
        var found: [[UInt8]] = []
        while let block = try PEMBlock.next(from: source) {
            guard certificateLabels.contains(block.label) else { continue }
            guard !block.hasHeaders else { throw encrypted }
            found.append(block.bytes)
        }
        guard !found.isEmpty else { throw noCertificate }
        return found
    }
}
