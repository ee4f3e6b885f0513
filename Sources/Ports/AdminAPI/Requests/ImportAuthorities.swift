public import FoundationEssentials

/// Adds issuers of phones' certificates besides the CAPF, for instance manufacturers' (S06).
public struct ImportAuthorities: ChangeRequest {
    /// The answer.
    public typealias Response = TrustChangeReport
    /// `trust/import`.
    public static let path = "trust/import"
    /// It brings certificates.
    public static var size: RequestSize { .certificates }

    /// The file: one certificate in DER, or any number in PEM.
    public var file: Data
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for issuers.
    public init(file: Data, plan: Bool = false) {
        self.file = file
        self.plan = plan
    }
}
