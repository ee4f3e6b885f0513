internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform

/// What speaks against a certificate for a reference: the same for one from a file and one that was fetched.
struct CertificateJudgement {
    /// What is doubtful, its validity aside.
    let warnings: [Message]
    /// Why it is outside its validity; none when it is within.
    let outsideValidity: Message?

    /// Judges; refuses what no gateway may present (S05).
    init(_ certificate: Certificate, for reference: SRSTReference, now: UnixTime) throws {
        let findings = certificate.acceptableForSRST()
        guard findings.isAcceptable else {
            throw Problems(findings.refusals.map { Problem($0, .trust, object: reference.label) })
        }
        warnings = findings.warnings.map(Message.init)
        switch certificate.validity.state(at: now) {
        case .within:
            outsideValidity = nil
        case .before:
            outsideValidity = Message(
                code: SecurityReason.certificateNotYetValid.rawValue,
                text: "The certificate is valid only from \(certificate.validity.notBefore.text)."
            )
        case .after:
            outsideValidity = Message(
                code: SecurityReason.certificateExpired.rawValue,
                text: "The certificate expired at \(certificate.validity.notAfter.text)."
            )
        }
    }

    /// The warnings of an acceptance; refuses one outside its validity unless that is wanted.
    func accepted(outsideValidityToo: Bool, for reference: SRSTReference) throws(Problem) -> [Message] {
        guard let outsideValidity else { return warnings }
        guard outsideValidityToo else {
            throw Problem(
                .trust,
                code: outsideValidity.code,
                outsideValidity.text,
                object: reference.label,
                hint: "Renew it on the gateway, check this host's clock, or repeat with --accept-expired."
            )
        }
        let accepted = Message(
            code: outsideValidity.code,
            text: outsideValidity.text + " It was accepted all the same; whether files carry it once it has expired is "
                + "the cluster's setting expired-certificate."
        )
        return warnings + [accepted]
    }
}

extension Message {
    /// What is doubtful about a certificate, as sentences.
    init(_ error: CertificateError) {
        self.init(code: error.code.rawValue, text: error.description)
    }
}
