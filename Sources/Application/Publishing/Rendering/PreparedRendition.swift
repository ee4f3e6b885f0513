internal import ClusterModel
internal import Platform
internal import Store

/// A rendition ready to be filled, with what is counted of each phone that has it.
final class PreparedRendition {
    let body: PreparedBody
    let origin: RenditionOrigin
    /// Whether its files carry an SRST certificate.
    let carriesCertificate: Bool
    /// Why they carry none, when it is only that the certificate is outside its validity.
    let outsideValidity: SecurityReason?
    /// The secure reference whose certificate they lack while all else holds, and why (S01).
    let missingCertificate: (reference: ObjectName, reason: SecurityReason)?
    /// The reference whose certificate they carry, and its last second since 1970, when it must be renewed soon.
    let expiringCertificate: (reference: ObjectName, notAfter: UnixTime)?
    /// Its place in the draft, once a file of it is published.
    var draftIndex: Int?

    init(body: PreparedBody, _ circumstances: PhoneCircumstances, asOf: UnixTime) {
        self.body = body
        origin = circumstances.origin
        let decision = circumstances.decision
        let reasons = decision.reasons
        carriesCertificate = decision.certificate != nil
        if reasons.count == 1, let reason = reasons.first,
            [.certificateExpired, .certificateNotYetValid].contains(reason)
        {
            outsideValidity = reason
        } else {
            outsideValidity = nil
        }
        if let certificate = decision.certificate, let reference = circumstances.reference,
            certificate.expires(within: AcceptedCertificate.expiringPeriod, of: asOf)
        {
            expiringCertificate = (reference.value.name, certificate.notAfter)
        } else {
            expiringCertificate = nil
        }
        let lacksOnlyCertificate = !reasons.isEmpty && decision.conditions.dropLast().allSatisfy(\.holds)
        if lacksOnlyCertificate, let reference = circumstances.reference, let reason = reasons.first {
            missingCertificate = (reference.value.name, reason)
        } else {
            missingCertificate = nil
        }
    }
}
