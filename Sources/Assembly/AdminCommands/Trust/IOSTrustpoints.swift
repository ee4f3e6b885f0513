internal import AdminAPI
internal import Documents

/// Certificates as IOS takes them at its terminal: a trustpoint for each, then the certificate up to `quit`.
enum IOSTrustpoints {
    /// One block for each certificate.
    static func text(_ certificates: [ExportTrust.Response.Item]) -> String {
        var issuers = 0
        return certificates.map { item in
            if item.role != "capf" { issuers += 1 }
            return block(item, name: item.role == "capf" ? "CNFD-CAPF" : "CNFD-ISSUER-\(issuers)")
        }.joined(separator: "\n")
    }

    private static func block(_ item: ExportTrust.Response.Item, name: String) -> String {
        """
        ! \(ObjectTable.text(item.details["subject"]))
        ! IOS shows its fingerprints before it asks; accept only when they are
        !   MD5  \(ObjectTable.text(item.details["md5"]))
        !   SHA1 \(ObjectTable.text(item.details["sha1"]))
        crypto pki trustpoint \(name)
         enrollment terminal
         revocation-check none
         exit
        crypto pki authenticate \(name)
        \(item.pem)quit

        """
    }
}
