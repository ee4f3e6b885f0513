internal import Certificates
internal import Documents

/// The comparison of a certificate with the fingerprint an administrator gave.
enum FingerprintCheck {
    /// Sizes that still tell one certificate from a forged one: SHA-256, and SHA-1 because old gateways show no better.
    private static let trustedByteCounts = [32, 20]

    /// What was given, as bytes; refused unless it is a SHA-256 or SHA-1.
    static func read(_ text: String, object: String) throws(Problem) -> Fingerprint {
        let fingerprint: Fingerprint
        do throws(CertificateError) {
            fingerprint = try Fingerprint(parsing: text)
        } catch {
            var problem = Problem(error, .validation, object: object)
            problem.field = "fingerprint"
            throw problem
        }
        guard trustedByteCounts.contains(fingerprint.bytes.count) else {
            throw Problem(
                .validation,
                code: "fingerprint-too-short",
                "An MD5 fingerprint proves nothing.",
                object: object,
                field: "fingerprint",
                hint: "Give the SHA-256 or SHA-1 fingerprint."
            )
        }
        return fingerprint
    }

    /// Refuses a certificate that does not have the fingerprint that was given.
    static func require(_ text: String, of certificate: Certificate, object: String) throws(Problem) {
        let given = try read(text, object: object)
        guard [certificate.sha256Fingerprint, certificate.sha1Fingerprint].contains(given) else {
            let isLong = given.bytes.count == certificate.sha256Fingerprint.bytes.count
            let actual = isLong ? certificate.sha256Fingerprint : certificate.sha1Fingerprint
            throw Problem(
                .trust,
                code: "fingerprint-mismatch",
                "The certificate has the fingerprint \(actual), not \(given).",
                object: object,
                field: "fingerprint",
                hint: "Do not accept it before you know whose it is: compare with what the gateway itself shows."
            )
        }
    }
}
