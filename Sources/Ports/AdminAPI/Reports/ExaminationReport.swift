/// What `doctor` found, the worst first.
public struct ExaminationReport: Codable, Hashable, Sendable {
    /// How bad a finding is, the worst first.
    public enum Severity: String, Codable, Sendable, CaseIterable {
        /// Phones do not get what they should.
        case error
        /// They will not, or some of them do not.
        case warning
        /// It may be meant to be so.
        case note
    }

    /// Something that is not as it should be.
    public struct Finding: Codable, Hashable, Sendable {
        /// A stable word for programs, for instance `tftp-silent`.
        public var code: String
        /// How bad it is.
        public var severity: Severity
        /// What it is about, for instance `srst branch-12`.
        public var object: String
        /// What was seen, in a sentence or two.
        public var cause: String
        /// What to do about it, in a sentence; none when the command says it all.
        public var remedy: String?
        /// The command that mends it, or that tells more.
        public var command: String?

        /// A finding with the given parts.
        public init(
            code: String,
            severity: Severity,
            object: String,
            cause: String,
            remedy: String? = nil,
            command: String? = nil
        ) {
            self.code = code
            self.severity = severity
            self.object = object
            self.cause = cause
            self.remedy = remedy
            self.command = command
        }
    }

    /// What was looked at: `daemon`, or a phone.
    public var object: String
    /// When, ISO 8601.
    public var checkedAt: String
    /// The checks that were made.
    public var checks: [String]
    /// What they found, the worst first.
    public var findings: [Finding]

    /// A report of the given findings, in any order.
    public init(object: String, checkedAt: String, checks: [String], findings: [Finding]) {
        self.object = object
        self.checkedAt = checkedAt
        self.checks = checks
        self.findings = Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
    }

    private enum CodingKeys: String, CodingKey {
        case object, checks, findings
        case checkedAt = "checked-at"
    }
}
