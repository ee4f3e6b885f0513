public import Documents
public import FoundationEssentials

/// The root certificate of the CAPF.
public struct ShowCAPF: AdminRequest {
    /// What is known of it.
    public struct Response: Codable, Sendable {
        /// The certificate's fields, and whether `CAPF.der` is served as it is saved.
        public var details: Document
        /// The certificate, PEM.
        public var pem: String
        /// The certificate, DER.
        public var der: Data

        /// An answer with the given parts.
        public init(details: Document, pem: String, der: Data) {
            self.details = details
            self.pem = pem
            self.der = der
        }
    }

    /// `capf/show`.
    public static let path = "capf/show"

    /// The request for the root.
    public init() {}
}
