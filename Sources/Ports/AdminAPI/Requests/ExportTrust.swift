public import Documents

/// What vouches for phones' certificates, to be given to gateways (S06).
public struct ExportTrust: AdminRequest {
    /// The certificates, authorities first.
    public struct Response: Codable, Sendable {
        /// One certificate.
        public struct Item: Codable, Hashable, Sendable {
            /// `capf`, `issuer`, `lsc` or `mic`.
            public var role: String
            /// The phone, when it is a phone's.
            public var phone: String?
            /// What is known of it.
            public var details: Document
            /// The certificate.
            public var pem: String

            /// A certificate with the given parts.
            public init(role: String, phone: String?, details: Document, pem: String) {
                self.role = role
                self.phone = phone
                self.details = details
                self.pem = pem
            }
        }

        /// The certificates.
        public var certificates: [Item]

        /// An answer of the given certificates.
        public init(certificates: [Item]) { self.certificates = certificates }
    }

    /// `trust/export`.
    public static let path = "trust/export"
    /// It may be of every phone.
    public static var weight: RequestWeight { .wide }

    /// Whether to have the phones' own certificates, too.
    public var phones: Bool

    /// The request for an export.
    public init(phones: Bool = false) { self.phones = phones }
}
