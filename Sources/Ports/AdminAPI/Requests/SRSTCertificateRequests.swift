public import FoundationEssentials

/// Connects to a secure reference's certificate providers and keeps the certificate they present as candidate (S01, S14).
///
/// It changes nothing that is saved.
public struct FetchSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = CandidateReport
    /// `srst-certificate/fetch`.
    public static let path = "srst-certificate/fetch"
    /// It asks a gateway.
    public static var weight: RequestWeight { .outside }
    /// Nobody waits for a gateway in vain.
    public static let canBeAbandoned = true

    /// The reference's name.
    public var name: String
    /// The fingerprint it must have; with another it is refused and not kept.
    public var fingerprint: String?

    /// The request for a fetch.
    public init(name: String, fingerprint: String? = nil) {
        self.name = name
        self.fingerprint = fingerprint
    }
}

/// Accepts a gateway's certificate for a secure SRST reference, from a file or the candidate (S14).
public struct AcceptSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/accept`.
    public static let path = "srst-certificate/accept"
    /// It may bring a certificate.
    public static var size: RequestSize { .certificates }

    /// The reference's name.
    public var name: String
    /// The file: one certificate, PEM or DER; none for the candidate.
    public var file: Data?
    /// The SHA-256 of the candidate that was looked at: another one is not accepted in its place.
    public var candidate: String?
    /// The fingerprint that the administrator compared or gave.
    public var fingerprint: String?
    /// Whether one outside its validity is accepted.
    public var acceptExpired: Bool
    /// The version that was read; the change is refused when the object has another by now.
    public var version: Int?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an acceptance.
    public init(
        name: String,
        file: Data? = nil,
        candidate: String? = nil,
        fingerprint: String? = nil,
        acceptExpired: Bool = false,
        version: Int? = nil,
        plan: Bool = false
    ) {
        self.name = name
        self.file = file
        self.candidate = candidate
        self.fingerprint = fingerprint
        self.acceptExpired = acceptExpired
        self.version = version
        self.plan = plan
    }

    private enum CodingKeys: String, CodingKey {
        case name, file, candidate, fingerprint, plan, version
        case acceptExpired = "accept-expired"
    }
}

/// Discards a reference's candidate (S14).
public struct RejectSRSTCertificate: ChangeRequest {
    /// The answer.
    public typealias Response = ChangeReport
    /// `srst-certificate/reject`.
    public static let path = "srst-certificate/reject"

    /// The reference's name.
    public var name: String
    /// The SHA-256 of the candidate that was looked at: another one is not rejected in its place.
    public var candidate: String?
    /// Whether the rejection is written into the audit trail and the history; else it leaves no trace.
    public var recorded: Bool
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a rejection.
    public init(name: String, candidate: String? = nil, recorded: Bool = true, plan: Bool = false) {
        self.name = name
        self.candidate = candidate
        self.recorded = recorded
        self.plan = plan
    }
}

/// Shows a reference's accepted certificate and its candidate.
public struct ShowSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = SRSTCertificateReport
    /// `srst-certificate/show`.
    public static let path = "srst-certificate/show"

    /// The reference's name.
    public var name: String

    /// The request for a reference's certificate.
    public init(name: String) { self.name = name }
}

/// Answers the bytes of a reference's accepted certificate.
public struct ExportSRSTCertificate: AdminRequest {
    /// The answer.
    public typealias Response = CertificateFileReport
    /// `srst-certificate/export`.
    public static let path = "srst-certificate/export"

    /// How a certificate is written.
    public enum Format: String, Codable, Sendable, CaseIterable {
        /// Text with BEGIN and END lines.
        case pem
        /// The bytes that phones' files carry in base64.
        case der
    }

    /// The reference's name.
    public var name: String
    /// How it is written.
    public var format: Format

    /// The request for a file.
    public init(name: String, format: Format) {
        self.name = name
        self.format = format
    }
}

/// Lists what became of a reference's certificates.
public struct ListSRSTCertificateHistory: AdminRequest {
    /// The answer.
    public typealias Response = CertificateHistoryReport
    /// `srst-certificate/history`.
    public static let path = "srst-certificate/history"

    /// The name of a reference that is, or was.
    public var name: String

    /// The request for a history.
    public init(name: String) { self.name = name }
}
