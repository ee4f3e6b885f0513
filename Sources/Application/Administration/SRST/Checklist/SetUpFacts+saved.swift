internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform

/// The steps in the saved state.
extension SetUpFacts {
    var clusterMixed: Line {
        let found = "the cluster security mode is \(clusterMode.rawValue)"
        guard clusterMode != .mixed else { return Line(.clusterMixed, .ok, found) }
        return Line(.clusterMixed, .notYet, found, command: "cnfctl cluster set-mode mixed")
    }

    /// S22.
    var trustList: Line {
        Line(
            .trustList,
            .cannotTell,
            "cnfd makes no certificate trust list (CTL) yet, so phones have one from elsewhere or none",
            remedy: "Make sure that the phones have a CTL of this cluster."
        )
    }

    var referenceSecure: Line {
        guard reference.isSecure else {
            return Line(
                .referenceSecure,
                .notYet,
                "\(reference.label) is not secure",
                command: "cnfctl srst update \(name) --secure true"
            )
        }
        return Line(.referenceSecure, .ok, "\(reference.label) is secure")
    }

    /// S21.
    var referenceEnabled: Line {
        guard !devicePools.isEmpty else {
            return Line(
                .referenceEnabled,
                .notYet,
                "no device pool names it",
                remedy: "Enable it in the device pool of the branch's phones.",
                command: "cnfctl device-pool update POOL --srst \(name)"
            )
        }
        let number = Quantity(devicePools.count, "device pool")
        let pools =
            "the \(number.choose("device pool", "device pools")) \(devicePools.map(\.text).joined(separator: ", ")) "
            + number.choose("names it", "name it")
        guard !savedPhones.isEmpty else {
            return Line(
                .referenceEnabled,
                .notYet,
                "\(pools), but no phone is there",
                remedy: "Put the branch's phones into the pool.",
                command: "cnfctl phone update PHONE --device-pool \(ShellWord.quoted(devicePools[0].text))"
            )
        }
        return Line(.referenceEnabled, .ok, "\(pools), with \(Quantity(savedPhones.count, "phone"))")
    }

    var certificateAccepted: Line {
        guard let accepted else { return missingCertificate(.certificateAccepted) }
        return Line(.certificateAccepted, .ok, "SHA-256 \(Fingerprint(accepted.fingerprint))")
    }

    var certificateValid: Line {
        guard let accepted else { return missingCertificate(.certificateValid) }
        let expiry = CertificateExpiry(notAfter: accepted.notAfter, now: asOf)
        guard asOf >= accepted.notBefore else {
            return Line(
                .certificateValid,
                .notYet,
                "the accepted certificate is valid only from \(accepted.notBefore.text)",
                remedy: "Check the gateway's clock and this host's."
            )
        }
        guard asOf > accepted.notAfter else {
            return Line(.certificateValid, .ok, "the accepted certificate \(expiry.verb)")
        }
        let found = "the accepted certificate \(expiry.verb)"
        guard expiredCertificate == .omit else {
            return Line(.certificateValid, .ok, found + "; the cluster keeps expired certificates")
        }
        return Line(
            .certificateValid,
            .notYet,
            found,
            remedy: "Renew it on the gateway and fetch it.",
            command: fetchCommand
        )
    }

    /// What needs a certificate, and there is none.
    func missingCertificate(_ step: SRSTCheckReport.Step) -> Line {
        Line(step, .notYet, "no certificate is accepted", command: fetchCommand)
    }
}
