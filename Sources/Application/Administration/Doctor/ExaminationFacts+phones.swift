internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// What phones have, and what they should have.
extension ExaminationFacts {
    var phoneFindings: [Finding] {
        switch phones {
        case .all(_, let pending, let behind, let sent): siteFindings(pending: pending, behind: behind, sent: sent)
        case .one(let phone): fileFindings(phone) + fetchFindings(phone) + conditionFindings(phone)
        }
    }

    private func siteFindings(pending: Int, behind: Int, sent: Int) -> [Finding] {
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
                    command: "cnfctl phone list --behind"
                )
            )
        }
        if sent > 0 {
            let phones = Quantity(sent, "phone")
            findings.append(
                Finding(
                    code: "fetch-unproved",
                    severity: .note,
                    object: "phones",
                    cause:
                        "\(phones) \(phones.choose("was", "were")) sent the file served for \(phones.choose("it", "them")), and "
                        + "never acknowledged its end: most likely \(phones.choose("it has", "they have")) it.",
                    command: "cnfctl phone list --behind"
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

    /// A request that ended early says nothing of a phone that has its file: anybody can send one in its name.
    private func fetchFindings(_ phone: ExaminedPhone) -> [Finding] {
        guard phone.isPublished else { return [] }
        let object = "\(Phone.noun) \(phone.name)"
        switch phone.fetchState {
        case .current, .unserved:
            return []
        case .sent:
            return [
                Finding(
                    code: "fetch-unproved",
                    severity: .note,
                    object: object,
                    cause: "It was sent the file it is served, and never acknowledged its end: most likely it has it.",
                    command: "cnfctl phone show \(phone.name)"
                )
            ]
        case .old:
            return failureFindings(phone) + [
                Finding(
                    code: "old-file",
                    severity: .warning,
                    object: object,
                    cause:
                        "What it fetched last\(Self.details(of: phone.fetches?.lastComplete)), is not the file it is served now"
                        + (phone.publishedAt.map { ", of \($0.text)." } ?? "."),
                    remedy: Self.restart,
                    command: "cnfctl file history \(phone.name)"
                )
            ]
        case .never:
            let failure = failureFindings(phone)
            guard failure.isEmpty else { return failure }
            return [
                Finding(
                    code: "never-fetched",
                    severity: .warning,
                    object: object,
                    cause: phone.fetches == nil
                        ? "It has never asked for its file." : "It has never fetched its file to the end.",
                    remedy: Self.restart
                )
            ]
        }
    }

    private static let restart = "Restart the phone, and see that DHCP option 150 names this server."

    private static func details(of transfer: PhoneFetches.Transfer?) -> String {
        transfer.map { ", at \($0.time.text) from \($0.address)" } ?? ""
    }

    /// How its last request failed, if it did.
    private func failureFindings(_ phone: ExaminedPhone) -> [Finding] {
        guard let request = phone.fetches?.lastRequest, request.isFailure else { return [] }
        // From elsewhere than where the phone last was, it may be anybody's.
        let known = phone.fetches?.lastComplete?.address
        return [
            Finding(
                code: "fetch-failed",
                severity: known == nil || known == request.address ? .error : .warning,
                object: "\(Phone.noun) \(phone.name)",
                cause:
                    "The last request for its file, at \(request.time.text) from \(request.address), ended as "
                    + request.outcome + (request.reason.map { ": \($0)." } ?? "."),
                remedy: "Look for losses between it and this server.",
                command: "cnfctl phone show \(phone.name)"
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
