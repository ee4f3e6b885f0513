internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// The steps at the phones.
extension SetUpFacts {
    var phonesHaveCertificates: Line {
        let protected = protectedPhones
        let lacking = protected.filter { !$0.hasCertificate }
        let total = Quantity(protected.count, "protected phone")
        guard !protected.isEmpty else { return nobodyProtected(.phonesHaveCertificates) }
        guard !lacking.isEmpty else {
            return Line(.phonesHaveCertificates, .ok, "certificates of \(total) are imported")
        }
        return Line(
            .phonesHaveCertificates,
            .cannotTell,
            "of \(total) \(lacking.count) \(Quantity(lacking.count, "phone").choose("has", "have")) no certificate imported; they may have "
                + "one that was never brought here",
            remedy: "Look on the phones, or import their certificates.",
            command: "cnfctl phone certificate import DIRECTORY",
            phones: Self.names(lacking)
        )
    }

    /// Phones that are meant to be non-secure are the administrator's to name: their word counts, once anybody is
    /// protected.
    var phonesProtected: Line {
        let unprotected = savedPhones.filter { !$0.isProtected }
        guard !savedPhones.isEmpty else { return nobodyDepends(.phonesProtected) }
        guard !unprotected.isEmpty else {
            let number = Quantity(savedPhones.count, "dependent phone")
            return Line(.phonesProtected, .ok, "\(number), all authenticated or encrypted")
        }
        return Line(
            .phonesProtected,
            .notYet,
            "of \(Quantity(savedPhones.count, "dependent phone")) \(unprotected.count) "
                + "\(Quantity(unprotected.count, "phone").choose("is", "are")) neither authenticated nor encrypted",
            remedy: "Give them an authenticated or encrypted security profile, unless they are meant to be non-secure.",
            command: "cnfctl phone update PHONE --security-profile PROFILE",
            phones: Self.names(unprotected),
            canBeAssumed: unprotected.count < savedPhones.count
        )
    }

    /// Whether each protected phone's published file carries what was accepted, and what the gateway presents.
    var filesCarryCertificate: Line {
        guard let accepted else { return missingCertificate(.filesCarryCertificate) }
        let protected = protectedPhones
        guard !protected.isEmpty else { return nobodyProtected(.filesCarryCertificate) }
        let without = protected.filter { $0.published == nil }
        let other = protected.filter { $0.published != nil && $0.published != accepted.fingerprint }
        let total = Quantity(protected.count, "protected phone")
        guard without.isEmpty, other.isEmpty else {
            return Line(
                .filesCarryCertificate,
                .notYet,
                "of the files of \(total) \(protected.count - without.count - other.count) carry the accepted "
                    + "certificate, \(other.count) another, \(without.count) none",
                remedy: "Reset them when the steps above hold; file explain tells why one would still get none.",
                command: resetCommand,
                phones: Self.names(other + without)
            )
        }
        let found = "the files of \(total) carry the accepted certificate"
        guard case .presents(let fingerprint, _) = provider, fingerprint != accepted.fingerprint else {
            return Line(.filesCarryCertificate, .ok, found)
        }
        return Line(
            .filesCarryCertificate,
            .notYet,
            found + ", which is not the one that the gateway presents",
            remedy: "Accept what the gateway presents, if it is right, and reset.",
            command: fetchCommand,
            phones: Self.names(protected)
        )
    }

    var phonesReset: Line {
        let pending = phones.filter(\.isPending)
        guard !phones.isEmpty else { return nobodyDepends(.phonesReset) }
        guard !pending.isEmpty else {
            let revision = phones.compactMap(\.revision).max().map { ", the latest file in revision \($0)" } ?? ""
            return Line(
                .phonesReset,
                .ok,
                "\(Quantity(phones.count, "dependent phone")), none waits for a reset" + revision
            )
        }
        return Line(
            .phonesReset,
            .notYet,
            "\(pending.count) of \(Quantity(phones.count, "dependent phone")) "
                + "\(Quantity(pending.count, "phone").choose("waits", "wait")) for a reset",
            command: resetCommand,
            phones: Self.names(pending)
        )
    }

    var filesFetched: Line {
        let protected = protectedPhones
        guard !protected.isEmpty else { return nobodyProtected(.filesFetched) }
        // A file whose last acknowledgement never came is not proved to have arrived.
        let waiting = protected.filter { $0.fetched != .current }
        let total = Quantity(protected.count, "protected phone")
        guard !waiting.isEmpty else {
            return Line(.filesFetched, .ok, "\(total) fetched the file served now")
        }
        let sent = waiting.count { $0.fetched == .sent }
        let other = waiting.count { $0.fetched == .old }
        return Line(
            .filesFetched,
            .notYet,
            "of \(total) \(protected.count - waiting.count) fetched the file served now"
                + (sent > 0
                    ? ", \(sent) \(Quantity(sent, "phone").choose("was", "were")) sent it and did not acknowledge its end"
                    : "")
                + ", \(other) another file, \(waiting.count - sent - other) none yet",
            remedy: "Let the phones reboot, and look for them in the log when they do not ask.",
            command: "cnfctl phone show \(waiting[0].name)",
            phones: Self.names(waiting)
        )
    }

    private func nobodyDepends(_ step: SRSTCheckReport.Step) -> Line {
        Line(
            step,
            .notYet,
            "no phone depends on it",
            remedy: "Enable the reference in a device pool with phones."
        )
    }

    private func nobodyProtected(_ step: SRSTCheckReport.Step) -> Line {
        Line(
            step,
            .notYet,
            "no dependent phone is authenticated or encrypted",
            remedy: "Give the phones an authenticated or encrypted security profile.",
            command: "cnfctl phone update PHONE --security-profile PROFILE"
        )
    }
}
