public import Documents
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

/// Removes an issuer of phones' certificates.
public struct RemoveAuthority: ChangeRequest {
    /// The answer.
    public typealias Response = TrustChangeReport
    /// `trust/remove`.
    public static let path = "trust/remove"

    /// The SHA-256 of its certificate, in any usual spelling.
    public var fingerprint: String
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for a removal.
    public init(fingerprint: String, plan: Bool = false) {
        self.fingerprint = fingerprint
        self.plan = plan
    }
}

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

/// Imports phones' certificates: all of them, or none when one cannot be.
public struct ImportPhoneCertificates: ChangeRequest {
    /// The answer.
    public typealias Response = TrustChangeReport
    /// `phone-certificate/import`.
    public static let path = "phone-certificate/import"
    /// It brings the certificates of many phones.
    public static var size: RequestSize { .site }

    /// One file.
    public struct File: Codable, Hashable, Sendable {
        /// Its name, which may tell the phone.
        public var source: String
        /// Its bytes: one certificate, PEM or DER.
        public var bytes: Data

        /// A file of the given name and bytes.
        public init(source: String, bytes: Data) {
            self.source = source
            self.bytes = bytes
        }
    }

    /// `lsc` or `mic`.
    public var kind: String
    /// The files.
    public var files: [File]
    /// The phone, when neither the file's name nor the certificate tells it; for one file only.
    public var phone: String?
    /// Whether to answer what would be done instead of doing it.
    public var plan: Bool

    /// The request for an import.
    public init(kind: String, files: [File], phone: String? = nil, plan: Bool = false) {
        self.kind = kind
        self.files = files
        self.phone = phone
        self.plan = plan
    }
}

/// The imported certificates of phones.
public struct ListPhoneCertificates: AdminRequest {
    /// The answer.
    public typealias Response = ObjectListReport
    /// `phone-certificate/list`.
    public static let path = "phone-certificate/list"
    /// It goes through the whole site.
    public static var weight: RequestWeight { .wide }

    /// One phone's only.
    public var phone: String?

    /// The request for a list.
    public init(phone: String? = nil) { self.phone = phone }
}
