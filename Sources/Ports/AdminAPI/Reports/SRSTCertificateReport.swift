public import Documents

/// A reference's certificates: the accepted one and the candidate.
public struct SRSTCertificateReport: Codable, Hashable, Sendable {
    /// The reference, for instance `srst branch-12`.
    public var object: String
    /// The reference's version.
    public var version: Int
    /// The fields of the accepted certificate; null when there is none.
    public var accepted: Document
    /// What was fetched and not answered yet.
    public var candidate: CandidateReport?

    /// A report with the given parts.
    public init(object: String, version: Int, accepted: Document, candidate: CandidateReport?) {
        self.object = object
        self.version = version
        self.accepted = accepted
        self.candidate = candidate
    }
}
