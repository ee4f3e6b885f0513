internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// What phones have, and what they should have.
extension ExaminationFacts {
    var phoneFindings: [Finding] {
        switch phones {
        case .all(_, let pending, let behind): siteFindings(pending: pending, behind: behind)
        case .one(let phone): fileFindings(phone) + fetchFindings(phone) + conditionFindings(phone)
        }
    }

    private func siteFindings(pending: Int, behind: Int) -> [Finding] {
        var findings: [Finding] = []
        if behind > 0 {
            findings.append(
                Finding(
                    code: "phones-behind",
                    severity: .warning,
                    object: "phones",
                    cause:
                        "\(Quantity(behind, "phone")) \(Quantity(behind, "phone").choose("has", "have")) not fetched the "
                        + "file served for \(Quantity(behind, "phone").choose("it", "them")) in time.",
                    remedy: "Restart them, and see that DHCP option 150 names this server.",
                    command: "cnfctl operation show --outcome stale"
                )
            )
        }
        if pending > 0 {
            findings.append(
                Finding(
                    code: "reset-needed",
                    severity: .note,
                    object: "phones",
                    cause:
                        "\(Quantity(pending, "phone file")) \(Quantity(pending, "file").choose("differs", "differ")) from the "
                        + "saved state until the next reset.",
                    command: "cnfctl reset --pending"
                )
            )
        }
        return findings
    }

    private func fileFindings(_ phone: ExaminedPhone) -> [Finding] {
        let object = "\(Phone.noun) \(phone.name)"
        guard phone.isPublished else {
            return [
                Finding(
                    code: "no-file",
                    severity: .error,
                    object: object,
                    cause: "It is saved, and no file is published for it.",
                    command: "cnfctl reset --phone \(phone.name)"
                )
            ]
        }
        guard phone.isPending else { return [] }
        return [
            Finding(
                code: "reset-needed",
                severity: .warning,
                object: object,
                cause: "The file it is served differs from the saved state until its next reset.",
                remedy: "See how with cnfctl file diff \(phone.name), then reset it.",
                command: "cnfctl reset --phone \(phone.name)"
            )
        ]
    }

    private func fetchFindings(_ phone: ExaminedPhone) -> [Finding] {
        guard phone.isPublished, !phone.hasServedFile else { return [] }
        let object = "\(Phone.noun) \(phone.name)"
        let restart = "Restart the phone, and see that DHCP option 150 names this server."
        guard let fetch = phone.lastFetch else {
            return [
                Finding(
                    code: "never-fetched",
                    severity: .warning,
                    object: object,
                    cause: "It has never asked for its file.",
                    remedy: restart
                )
            ]
        }
        guard fetch.isComplete else {
            return [
                Finding(
                    code: "fetch-failed",
                    severity: .error,
                    object: object,
                    cause:
                        "Its last request, at \(Instant.text(fetch.time)) from \(fetch.address), ended as \(fetch.outcome)"
                        + (fetch.reason.map { ": \($0)." } ?? "."),
                    remedy: "Look for losses between it and this server.",
                    command: "cnfctl phone show \(phone.name)"
                )
            ]
        }
        return [
            Finding(
                code: "old-file",
                severity: .warning,
                object: object,
                cause:
                    "What it fetched last, at \(Instant.text(fetch.time)) from \(fetch.address), is not the file it is served "
                    + "now" + (phone.publishedAt.map { ", of \(Instant.text($0))." } ?? "."),
                remedy: restart,
                command: "cnfctl file history \(phone.name)"
            )
        ]
    }

    /// Only where secure SRST is meant: the device pool names a secure reference.
    private func conditionFindings(_ phone: ExaminedPhone) -> [Finding] {
        guard let reference = phone.reference, reference.isSecure else { return [] }
        return phone.unmet.map { unmet in
            Finding(
                code: unmet.reason.rawValue,
                severity: unmet.reason == .deviceNonSecure ? .note : .warning,
                object: "\(Phone.noun) \(phone.name)",
                cause: "It uses no secure SRST: \(unmet.found).",
                command: command(for: unmet.reason, phone, reference)
            )
        }
    }

    private func command(for reason: SecurityReason, _ phone: ExaminedPhone, _ reference: SRSTReference) -> String {
        let name = ShellWord.quoted(reference.name.text)
        return switch reason {
        case .clusterNonSecure: "cnfctl cluster set-mode mixed"
        case .deviceNonSecure: "cnfctl phone update \(phone.name) --security-profile PROFILE"
        case .srstDisabled, .srstDefaultGateway:
            "cnfctl device-pool update \(ShellWord.quoted(phone.devicePool.text)) --srst \(name)"
        case .referenceNonSecure: "cnfctl srst update \(name) --secure true"
        case .noCertificate, .certificateExpired: "cnfctl srst certificate fetch \(name)"
        case .certificateNotYetValid: "cnfctl srst certificate show \(name)"
        }
    }
}
