public import FoundationEssentials

/// Compares given files with those of a revision, or with those a reset would publish.
public struct VerifyFiles: AdminRequest {
    /// The answer.
    public typealias Response = FileVerificationReport
    /// `file/verify`.
    public static let path = "file/verify"
    /// It brings files.
    public static var size: RequestSize { .files }
    /// It reads them and as many others.
    public static var weight: RequestWeight { .heavy }
    /// It makes the file of every phone, of which a large site has many.
    public var manner: RequestManner { .works }

    /// One given file.
    public struct File: Codable, Sendable {
        /// The file's name.
        public var file: String
        /// Its bytes.
        public var content: Data

        /// A file with its bytes.
        public init(file: String, content: Data) {
            self.file = file
            self.content = content
        }
    }

    /// The files.
    public var files: [File]
    /// The revision; the latest when it is not given.
    public var revision: String?
    /// Compare with the files a reset would publish instead.
    public var saved: Bool
    /// Whether a difference of the version stamp alone counts.
    public var ignoreVersionStamp: Bool
    /// Whether every byte counts, not only what the files say.
    public var bytes: Bool
    /// With `saved`, the second for which validity is judged, ISO 8601; now when it is not given.
    public var asOf: String?

    /// The request for a comparison.
    public init(
        files: [File],
        revision: String? = nil,
        saved: Bool = false,
        ignoreVersionStamp: Bool = false,
        bytes: Bool = false,
        asOf: String? = nil
    ) {
        self.files = files
        self.revision = revision
        self.saved = saved
        self.ignoreVersionStamp = ignoreVersionStamp
        self.bytes = bytes
        self.asOf = asOf
    }

    private enum CodingKeys: String, CodingKey {
        case files, revision, saved, bytes
        case ignoreVersionStamp = "ignore-version-stamp"
        case asOf = "as-of"
    }
}
