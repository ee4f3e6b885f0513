internal import AdminAPI
internal import AdminClient
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
}
