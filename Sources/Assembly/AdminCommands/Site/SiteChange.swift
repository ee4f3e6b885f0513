internal import AdminAPI
internal import AdminClient
internal import Documents

/// A request that changes a site by a file.
protocol SiteChange: ConfirmableRequest where Response == ApplyReport {
    /// Whether it may delete objects.
    var confirmDeletions: Bool { get set }
}

extension ApplySite: SiteChange {}
extension ApplyPlan: SiteChange {}

extension AdminCommand {
    /// Changes a site; whoever is at the terminal is asked before something is taken away, and types the file's name
    /// before objects are deleted.
    ///
    /// - Parameters:
    ///   - request: The change.
    ///   - path: The file, as it was given.
    ///   - client: Where it is sent.
    /// - Returns: What was done.
    /// - Throws: The refusal of the daemon, or of whoever was asked.
    func change<Request: SiteChange>(
        _ request: Request,
        by path: String,
        _ client: AdminClient
    ) async throws -> ApplyReport {
        var request = request
        while true {
            do {
                return try await confirming(&request) { try await client.send($0) }
            } catch let report as ProblemReport where report.error.code == "objects-would-be-deleted" {
                let name = InputFile.name(path)
                try Terminal.confirm(report.error.message, typing: name, flag: "--confirm \(name)")
                request.confirmDeletions = true
            } catch var report as ProblemReport where ["empty-file", "not-a-plan"].contains(report.error.code) {
                // A refusal of the file as a whole names it as the administrator did.
                report.error.object = path == "-" ? "standard input" : "file \(path)"
                throw report
            }
        }
    }
}
