/// How given files compare with those of a revision, or with those a reset would publish.
public struct FileVerificationReport: Codable, Hashable, Sendable {
    /// One file that is not as given.
    public struct Mismatch: Codable, Hashable, Sendable {
        /// The file's name.
        public var file: String
        /// `missing` when there is no such file, `differs`, or `unreadable` when what was given is no phone file.
        public var kind: String
        /// At how many places they differ; none when the bytes alone differ.
        public var differences: Int?
        /// The first of those places, or why it cannot be read.
        public var first: String?

        /// A mismatch with the given parts.
        public init(file: String, kind: String, differences: Int? = nil, first: String? = nil) {
            self.file = file
            self.kind = kind
            self.differences = differences
            self.first = first
        }
    }

    /// How many files are as given.
    public var same: Int
    /// Those that are not.
    public var mismatches: [Mismatch]

    /// A report with the given parts.
    public init(same: Int, mismatches: [Mismatch]) {
        self.same = same
        self.mismatches = mismatches
    }
}
