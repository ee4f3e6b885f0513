internal import Store

extension ResetOutcome {
    /// Counts what becomes of certificates in a phone's file.
    ///
    /// - Parameters:
    ///   - rendition: What its file is made of now.
    ///   - served: What is served now; none when nothing is.
    mutating func note(_ rendition: PreparedRendition, _ served: Publication?) {
        if rendition.carriesCertificate { carryingCertificate += 1 }
        if let expiring = rendition.expiringCertificate {
            let unseen = ExpiringCertificate(notAfter: expiring.notAfter, phones: 0)
            expiringCertificates[expiring.reference, default: unseen].phones += 1
        }
        if let reason = rendition.outsideValidity, served?.rendition.origin.certificate != nil {
            lostToValidity[reason, default: 0] += 1
        }
        if let missing = rendition.missingCertificate {
            missingCertificates[missing.reference, default: [:]][missing.reason, default: 0] += 1
        }
    }
}
