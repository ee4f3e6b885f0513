public import ClusterModel

/// One phone's file.
public struct FileReport: Codable, Hashable, Sendable {
    /// The file's name.
    public var file: String
    /// The revision it is served from; none when it is what a reset would publish.
    public var revision: RevisionNumber?
    /// The SHA-256 of the file as it is, with its secrets, in hexadecimal.
    public var sha256: String
    /// The file; secrets are masked unless they were asked for. `CAPF.der` as PEM.
    public var text: String

    /// A report with the given parts.
    public init(file: String, revision: RevisionNumber?, sha256: String, text: String) {
        self.file = file
        self.revision = revision
        self.sha256 = sha256
        self.text = text
    }
}
