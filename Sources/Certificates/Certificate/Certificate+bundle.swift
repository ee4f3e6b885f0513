extension Certificate {
    /// The largest bundle that is read, in bytes: the certificates of some ten thousand phones.
    public static let maximumBundleByteCount = 16 << 20

    /// Reads all certificates of a trust file: PEM with any number of them, or one in DER (`CAPF.der`).
    ///
    /// A private key in the file is refused and never quoted.
    ///
    /// - Parameter fileBytes: The whole file, at most ``maximumBundleByteCount`` bytes.
    /// - Returns: The certificates in the order of the file; at least one.
    /// - Throws: `certificate-too-large`, `no-certificate`, `private-key-present` and the errors of ``init(der:)``.
    public static func loadAll(_ fileBytes: [UInt8]) throws(CertificateError) -> [Certificate] {
        guard !looksLikeDER(fileBytes) else { return [try Certificate(der: fileBytes)] }
        try checkSize(fileBytes.count, limit: maximumBundleByteCount)
        guard fileBytes.firstRange(of: privateKeyWords) == nil else { throw privateKeyPresent }
        let source = PEMSource(fileBytes)
        var found: [Certificate] = []
        while let block = try PEMBlock.next(from: source) {
            guard certificateLabels.contains(block.label) else { continue }
            guard !block.hasHeaders else { throw encrypted }
            found.append(try Certificate(der: block.bytes))
        }
        guard !found.isEmpty else { throw noCertificate }
        return found
    }
}
