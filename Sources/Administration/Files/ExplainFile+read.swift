internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ExplainFile: ReadingUseCase {
    func read(_ snapshot: any StoreSnapshot, _ context: UseCaseContext) throws -> FileExplanation {
        let saved = try Names.findPhone(phone, in: snapshot).value
        let asOf = try asOf.map { try Instant.second($0) } ?? context.now
        let circumstances = try PhoneCircumstances(saved, snapshot.configuration(), asOf: asOf)
        var served: CurrentPublication?
        try snapshot.forEachCandidate(.phone(saved.name)) { served = $0.published ?? served }
        return FileExplanation(
            phone: saved.name.description,
            asOf: Instant.text(asOf),
            carriesCertificate: circumstances.decision.certificate != nil,
            servedWithCertificate: served?.rendition.origin.certificate != nil,
            conditions: circumstances.decision.conditions.map { condition in
                FileExplanation.Condition(
                    condition: condition.name.rawValue,
                    holds: condition.holds,
                    reason: condition.reason?.rawValue,
                    found: condition.found
                )
            },
            elements: Self.elements(circumstances)
        )
    }

    private static func elements(_ circumstances: PhoneCircumstances) -> [FileExplanation.Element] {
        let decision = circumstances.decision
        let profile = circumstances.profile.value
        let isOverridden = decision.deviceSecurityMode != profile.deviceSecurityMode
        let mode = isOverridden ? "the cluster security mode is non-secure" : "from \(profile.label)"
        let certificate = decision.certificate
        let reasons = decision.reasons.map(\.rawValue).joined(separator: ", ")
        return [
            FileExplanation.Element(
                element: "deviceSecurityMode",
                value: "\(decision.deviceSecurityMode.fileValue) (\(decision.deviceSecurityMode.rawValue))",
                because: mode
            ),
            FileExplanation.Element(
                element: "transportLayerProtocol",
                value: String(decision.transportLayerProtocol),
                because: transportReason(decision, profile)
            ),
            FileExplanation.Element(
                element: "srstInfo/name",
                value: circumstances.pool.value.srst.description,
                because: "from \(circumstances.pool.value.label)"
            ),
            FileExplanation.Element(
                element: "srstInfo/isSecure",
                value: String(decision.srstIsSecure),
                because: decision.srstIsSecure
                    ? "the cluster is mixed and the reference secure"
                    : "the cluster is not mixed, or the device pool names no secure reference"
            ),
            FileExplanation.Element(
                element: "srstInfo/srstCertificate",
                value: certificate.map { "SHA-256 " + Hexadecimal.text($0.fingerprint) } ?? "absent",
                because: certificate == nil ? reasons : "all four conditions of a secure SRST connection hold"
            ),
            FileExplanation.Element(
                element: "capfAuthMode",
                value: String(decision.capfAuthenticationMode.fileValue),
                because: decision.deviceSecurityMode.usesTLS ? "from \(profile.label)" : "the device is non-secure"
            ),
        ]
    }

    private static func transportReason(_ decision: SecurityDecision, _ profile: PhoneSecurityProfile) -> String {
        if profile.phoneProtocol == .sccp { return "always so for SCCP" }
        return decision.deviceSecurityMode.usesTLS ? "TLS, as the device is protected" : "from \(profile.label)"
    }
}
