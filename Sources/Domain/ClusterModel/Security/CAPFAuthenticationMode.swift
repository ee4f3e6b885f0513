public import Documents

/// How a phone proves itself to the certificate authority proxy function.
public enum CAPFAuthenticationMode: String, Sendable, CaseIterable, DocumentConvertible {
    /// Not at all: no operation is wanted.
    case none
    /// By a string typed on the phone.
    case authenticationString = "authentication-string"
    /// By nothing.
    case nullString = "null-string"
    /// By the certificate it has, locally significant before manufacturer-installed.
    case existingCertificate = "existing-certificate"
    /// By its manufacturer-installed certificate.
    case manufacturerInstalledCertificate = "manufacturer-installed-certificate"

    /// The value of `capfAuthMode` in a phone's file (formats.md 1.3).
    public var fileValue: Int {
        switch self {
        case .none: 0
        case .authenticationString: 1
        case .nullString: 2
        case .existingCertificate: 3
        case .manufacturerInstalledCertificate: 4
        }
    }
}
