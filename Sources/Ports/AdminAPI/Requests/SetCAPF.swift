public import FoundationEssentials

/// Sets the root certificate of the CAPF (S06).
public struct SetCAPF: ChangeRequest {
    /// The answer.
    public typealias Response = TrustChangeReport
    /// `capf/set`.
    public static let path = "capf/set"
    /// It brings a certificate.
    public static var size: RequestSize { .certificates }

    /// The file: one certificate, PEM or DER.
    public var file: Data
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a root.
    public init(file: Data, plan: Bool = false) {
        self.file = file
        self.plan = plan
    }
}
