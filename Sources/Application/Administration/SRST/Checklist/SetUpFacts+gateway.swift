internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform

/// The steps at the gateway.
extension SetUpFacts {
    private var addresses: String {
        reference.distinctAddresses.map(\.text).joined(separator: ", ")
            + ", port \(reference.certificateProviderPort.number)"
    }

    var providerAnswers: Line {
        switch provider {
        case .presents, .refused:
            Line(.providerAnswers, .ok, "the certificate provider at \(addresses) answers")
        case .silent(let error):
            Line(.providerAnswers, .notYet, error.message, remedy: "\(error.remedy).")
        case .notAsked:
            notAsked(.providerAnswers)
        }
    }

    /// Only a secure reference may have a certificate, so the gateway of another is left alone (S16).
    private func notAsked(_ step: SRSTCheckReport.Step) -> Line {
        Line(
            step,
            .cannotTell,
            "the gateway was not asked, because \(reference.label) is not secure",
            remedy: "Make the reference secure first.",
            command: "cnfctl srst update \(name) --secure true"
        )
    }

    /// S04 and S05.
    var providerSelfSigned: Line {
        switch provider {
        case .presents(let fingerprint, nil):
            return Line(
                .providerSelfSigned,
                .ok,
                "it presents one self-signed certificate, SHA-256 \(Fingerprint(fingerprint))"
            )
        case .presents(_, let error?), .refused(let error):
            return Line(.providerSelfSigned, .notYet, error.message, remedy: "\(error.remedy).")
        case .silent:
            return Line(
                .providerSelfSigned,
                .cannotTell,
                "the certificate provider does not answer",
                remedy: "Let it answer first, or look at the certificate on the gateway."
            )
        case .notAsked:
            return notAsked(.providerSelfSigned)
        }
    }

    var gatewayHasIssuers: Line {
        guard authorities > 0 else {
            return Line(
                .gatewayHasIssuers,
                .cannotTell,
                "no issuer of phones' certificates is kept here to give to the gateway",
                remedy: "Set the CAPF root, or make sure that the gateway has the issuers from elsewhere.",
                command: "cnfctl capf set --from-file CAPF.pem"
            )
        }
        let issuers = Quantity(authorities, "issuer")
        return Line(
            .gatewayHasIssuers,
            .cannotTell,
            "\(issuers) of phones' certificates can be given to the gateway; whether it has "
                + "\(issuers.choose("it", "them")) cannot be seen from here",
            remedy: "Paste the trust points on the gateway, and compare with its show crypto pki certificates.",
            command: "cnfctl trust export --format ios"
        )
    }

    var gatewayReset: Line {
        Line(
            .gatewayReset,
            .cannotTell,
            "whether the gateway was reset since the phones were cannot be seen from here",
            remedy: "Reset the gateway once the phones are reset, for instance with reload."
        )
    }

    /// Whether the gateway still presents what was accepted.
    var certificateCurrent: Line {
        guard let accepted else { return missingCertificate(.certificateCurrent) }
        switch provider {
        case .presents(let fingerprint, _) where fingerprint == accepted.fingerprint:
            return Line(.certificateCurrent, .ok, "the gateway presents the accepted certificate")
        case .presents(let fingerprint, _):
            let presented = Fingerprint(fingerprint)
            return Line(
                .certificateCurrent,
                .notYet,
                "the gateway presents another certificate, SHA-256 \(presented), than the accepted one, SHA-256 "
                    + Fingerprint(accepted.fingerprint).description,
                remedy: CertificateWarning.differenceRemedy,
                command: fetchCommand
            )
        case .refused(let error):
            return Line(.certificateCurrent, .notYet, error.message, remedy: "\(error.remedy).")
        case .silent:
            return Line(
                .certificateCurrent,
                .cannotTell,
                "the certificate provider does not answer",
                remedy: "Let it answer first, or compare the fingerprints on the gateway.",
                command: "cnfctl srst certificate show \(name)"
            )
        case .notAsked:
            return notAsked(.certificateCurrent)
        }
    }
}
