internal import AdminAPI
internal import Documents
internal import FoundationEssentials

/// A site file with the certificates that lie beside it.
enum SiteDirectory {
    /// The site file.
    static let siteFile = "site.yaml"
    /// Where the certificates are, each named by its SHA-256.
    private static let certificates = "certificates"
    private static let ending = ".pem"
    /// The hexadecimal digits of a SHA-256.
    private static let fingerprintLength = 64

    /// What was written.
    struct Written: Codable {
        /// The directory.
        var directory: String
        /// The files in it.
        var files: [String]
    }

    /// The certificates beside the site file at `path`; none when there is no such directory.
    static func certificates(beside path: String) throws(Problem) -> [SiteCertificate] {
        guard path != "-" else { return [] }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let directory = (parts.isEmpty ? "" : parts.joined(separator: "/") + "/") + certificates
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        var found: [SiteCertificate] = []
        for name in names.sorted() where name.hasSuffix(ending) {
            let stem = String(name.dropLast(ending.count))
            guard stem.count == fingerprintLength, stem.allSatisfy(\.isHexDigit) else { continue }
            found.append(SiteCertificate(sha256: stem, pem: Data(try InputFile.read("\(directory)/\(name)"))))
        }
        return found
    }

    /// Writes a site file and its certificates; each file is whole or not there.
    static func write(_ site: ExportSite.Response, to directory: String) throws(Problem) -> Written {
        var written = Written(directory: directory, files: [])
        do {
            let files = FileManager.default
            try files.createDirectory(atPath: "\(directory)/\(certificates)", withIntermediateDirectories: true)
            for certificate in site.certificates {
                let name = "\(certificates)/\(certificate.sha256)\(ending)"
                try certificate.pem.write(to: URL(filePath: "\(directory)/\(name)"), options: .atomic)
                written.files.append(name)
            }
            let path = "\(directory)/\(siteFile)"
            // There may be passwords in it.
            if !files.fileExists(atPath: path) {
                _ = files.createFile(atPath: path, contents: Data(), attributes: [.posixPermissions: 0o600])
            }
            try Data(site.text.utf8).write(to: URL(filePath: path))
            written.files.append(siteFile)
        } catch {
            throw Problem(
                .usage,
                code: "unwritable-directory",
                "It, or a file in it, cannot be written.",
                object: "directory \(directory)",
                hint: "Check the path and its permissions."
            )
        }
        return written
    }
}
