internal import AdminAPI
internal import Documents
internal import SiteFiles

/// A site file, read.
struct PreparedSite: Sendable {
    /// What it says of objects, and the certificates that it names.
    let certificates: SiteCertificates
    /// The state that it shows.
    let position: SitePosition?

    /// Reads the file of a request.
    init(_ request: ApplySite) throws {
        let document = try SiteFile.read(request.text)
        // Who means a site without objects writes {}; a file without anything was more likely lost on its way.
        guard document.content != .null else { throw Self.empty }
        let taken = try SitePosition.taken(from: document)
        position = taken.position
        certificates = try SiteCertificates(taken.site, beside: request.certificates)
    }

    private static var empty: Problem {
        Problem(
            .validation,
            code: "empty-file",
            "The file is empty.",
            object: "site file",
            hint: "cnfctl export writes one; a site without objects is {}."
        )
    }
}
