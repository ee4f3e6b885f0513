internal import AdminAPI
internal import AdminClient
internal import Documents
internal import FoundationEssentials

extension AdminClient {
    /// The whole saved state as a site file.
    func export(showSecrets: Bool) async throws -> ExportSite.Response {
        var text = ""
        let summary = try await stream(ExportSite(showSecrets: showSecrets)) { piece, json in
            guard piece == .item else { return }
            text += try AdminJSON.decode(String.self, from: Data(json))
        }
        return ExportSite.Response(text: text, certificates: summary.certificates)
    }

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
