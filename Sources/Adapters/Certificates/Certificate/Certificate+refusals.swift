extension Certificate {
    /// Refuses what is larger than a limit in bytes.
    static func checkSize(_ byteCount: Int, limit: Int = maximumByteCount) throws(CertificateError) {
        guard byteCount <= limit else {
            throw CertificateError(
                .certificateTooLarge,
                "certificate: the file has \(byteCount) bytes, more than \(limit)",
                remedy: "Give a file with the certificate only"
            )
        }
    }

    static let noCertificate = CertificateError(
        .noCertificate,
        "certificate: the file holds neither a PEM block CERTIFICATE nor DER",
        remedy: "Export the certificate in PEM or DER"
    )

    /// S04.
    static let several = CertificateError(
        .severalCertificates,
        "certificate: the file holds several certificates, but a phone's file carries the certificate of a single issuer",
        remedy: "Give only the gateway's own self-signed certificate; HSRP pairs of gateways are not supported"
    )

    static let privateKeyPresent = CertificateError(
        .privateKeyPresent,
        "certificate: the file holds a private key, which does not belong here and was not read",
        remedy: "Give the certificate only, and replace the key pair if the file was exposed"
    )

    static let encrypted = CertificateError(
        .certificateMalformed,
        "certificate: its PEM block has headers, as if it were encrypted",
        remedy: "Export the certificate without encryption"
    )
}
