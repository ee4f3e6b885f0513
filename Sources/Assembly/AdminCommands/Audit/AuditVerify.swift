internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl audit verify`.
struct AuditVerify: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that the whole audit trail is as it was written.",
        discussion: """
            Exit code 0 when it is, 5 when it is not; then the first record that was changed, put in or taken away is named.

            Example:
              cnfctl audit verify
            """
    )

    @OptionGroup var global: GlobalOptions

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(VerifyAudit())
        try Output.answer(report, global.format) {
            guard let broken = report.firstBroken else {
                return "audit trail: \(report.records) records, all as written"
            }
            return "audit trail: record \(broken) of \(report.records) is not as it was written, or is missing"
        }
        return report.firstBroken == nil ? .done : .trust
    }
}
