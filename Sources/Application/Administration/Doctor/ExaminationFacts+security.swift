internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents

/// What secure SRST needs (S08, S09).
extension ExaminationFacts {
    var clusterModeFindings: [Finding] {
        let enabled = secureReferences.filter(\.isEnabled)
        guard clusterMode != .mixed, !enabled.isEmpty else { return [] }
        return [
            Finding(
                code: "cluster-non-secure",
                severity: .warning,
                object: "cluster",
                cause: "The cluster is non-secure, so \(Quantity(enabled.count, "secure SRST reference")) "
                    + "\(Quantity(enabled.count, "reference").choose("secures", "secure")) nothing: "
                    + enabled.map(\.name.text).joined(separator: ", ") + ".",
                command: "cnfctl cluster set-mode mixed"
            )
        ]
    }

    /// What is to be said of a secure reference and its certificate.
    func findings(_ reference: Reference) -> [Finding] {
        let object = "\(SRSTReference.noun) \(reference.name)"
        let name = ShellWord.quoted(reference.name.text)
        let fetch = "cnfctl srst certificate fetch \(name)"
        var findings: [Finding] = []
        if !reference.isEnabled {
            findings.append(
                Finding(
                    code: "reference-not-enabled",
                    severity: .note,
                    object: object,
                    cause: "It is secure, and no device pool names it.",
                    command: "cnfctl device-pool update POOL --srst \(name)"
                )
            )
        }
        guard let accepted = reference.accepted else {
            return findings + [
                Finding(
                    code: "no-certificate",
                    severity: .warning,
                    object: object,
                    cause:
                        "It is secure, and no certificate of its gateway is accepted: its phones use no secure SRST.",
                    command: fetch
                )
            ]
        }
        if now < accepted.notBefore {
            findings.append(
                Finding(
                    code: "certificate-not-yet-valid",
                    severity: .error,
                    object: object,
                    cause: "The accepted certificate is valid only from \(accepted.notBefore.text).",
                    remedy: "Check this host's clock and the gateway's.",
                    command: "cnfctl srst certificate show \(name)"
                )
            )
        }
        if let refusal = reference.refusal {
            findings.append(
                Finding(
                    code: "certificate-not-acceptable",
                    severity: .error,
                    object: object,
                    cause: "The accepted certificate would be refused today: \(refusal.message).",
                    remedy: "\(refusal.remedy).",
                    command: fetch
                )
            )
        }
        return findings
            + reference.warnings.map { warning in
                Finding(
                    code: warning.code.rawValue,
                    severity: warning.code.severity,
                    object: object,
                    cause: warning.text,
                    command: warning.code == .unreachable ? "cnfctl srst check \(name)" : fetch
                )
            }
    }
}

extension CertificateWarning.Code {
    fileprivate var severity: ExaminationReport.Severity {
        switch self {
        case .changed, .expired, .refused: .error
        case .expiresSoon, .unreachable: .warning
        }
    }
}
