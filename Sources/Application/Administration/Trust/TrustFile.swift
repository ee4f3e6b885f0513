internal import Certificates
internal import Documents

/// Files of certificates that administrators give; what is no certificate is refused, a private key above all.
enum TrustFile {
    /// The one certificate of a file.
    static func certificate(_ bytes: [UInt8], object: String) throws(Problem) -> Certificate {
        let all = try certificates(bytes, object: object)
        guard let first = all.first, all.count == 1 else {
            throw Problem(
                .validation,
                code: CertificateError.Code.severalCertificates.rawValue,
                "The file holds \(all.count) certificates.",
                object: object,
                hint: "Give a file with one certificate."
            )
        }
        return first
    }

    /// Every certificate of a file; at least one.
    static func certificates(_ bytes: [UInt8], object: String) throws(Problem) -> [Certificate] {
        do throws(CertificateError) {
            return try Certificate.loadAll(bytes)
        } catch {
            throw Problem(error, .validation, object: object)
        }
    }

    /// Refuses what can sign no certificate.
    static func requireAuthority(_ certificate: Certificate, object: String) throws(Problem) {
        func refuse(_ code: String, _ message: String, _ hint: String) throws(Problem) {
            throw Problem(.trust, code: code, message, object: object, hint: hint)
        }
        let selfSignature = certificate.selfSignature()
        let isNobody = selfSignature == .issuerDiffers && !certificate.claimsSigningCertificates
        if certificate.deniesSigningCertificates || isNobody {
            try refuse(
                "not-an-authority",
                "\(certificate.subject) is no authority: it "
                    + (isNobody ? "is signed by \(certificate.issuer)." : "says that it signs no certificates."),
                "Give the certificate of the authority that signs phones' certificates."
            )
        }
        guard certificate.key.bits > 0 else {
            return try refuse(
                "key-unusable",
                "The public key of \(certificate.subject) cannot be used.",
                "Give a certificate with an RSA or elliptic curve key."
            )
        }
        if case .signatureInvalid(let reason) = selfSignature {
            try refuse(
                CertificateError.Code.signatureInvalid.rawValue,
                "\(certificate.subject) claims to be self-signed, but its own key did not make its signature (\(reason)).",
                "Do not use it: it is damaged or forged."
            )
        }
    }
}
