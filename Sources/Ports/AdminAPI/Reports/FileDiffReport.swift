/// How two files differ.
public struct FileDiffReport: Codable, Hashable, Sendable {
    /// One difference.
    public struct Difference: Codable, Hashable, Sendable {
        /// The element or attribute, for instance `/device/deviceSecurityMode`.
        public var path: String
        /// `added`, `removed` or `changed`.
        public var kind: String
        /// The text before; masked when it is a secret.
        public var before: String?
        /// The text after; masked when it is a secret.
        public var after: String?

        /// A difference with the given parts.
        public init(path: String, kind: String, before: String?, after: String?) {
            self.path = path
            self.kind = kind
            self.before = before
            self.after = after
        }
    }

    /// The file's name.
    public var file: String
    /// The name of the file compared second, when it is another phone's.
    public var otherFile: String?
    /// What is compared first, for instance `revision 3`.
    public var before: String
    /// What is compared second, for instance `saved`.
    public var after: String
    /// The differences, in the order of the document.
    public var differences: [Difference]
    /// The differences between the canonical forms, line by line; only when asked for.
    public var unified: [String]?

    /// A report with the given parts.
    public init(
        file: String,
        before: String,
        after: String,
        differences: [Difference],
        unified: [String]? = nil,
        otherFile: String? = nil
    ) {
        self.otherFile = otherFile
        self.unified = unified
        self.file = file
        self.before = before
        self.after = after
        self.differences = differences
    }

    private enum CodingKeys: String, CodingKey {
        case file, before, after, differences, unified
        case otherFile = "other-file"
    }
}
