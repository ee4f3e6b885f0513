public import FoundationEssentials

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
