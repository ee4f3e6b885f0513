internal import AdminAPI
internal import AdminClient
internal import Documents

extension AdminClient {
    /// Sends a site file; a refusal of the file as a whole names it as the administrator did.
    func send(_ request: ApplySite, of path: String) async throws -> ApplyReport {
        do {
            return try await send(request)
        } catch var report as ProblemReport where report.error.code == "empty-file" {
            report.error.object = path == "-" ? "standard input" : "file \(path)"
            throw report
        }
    }
}
