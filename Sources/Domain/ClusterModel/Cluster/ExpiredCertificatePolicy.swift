public import Documents

/// What becomes of an accepted certificate that has expired (requirements.md, "Expired certificates").
public enum ExpiredCertificatePolicy: String, Sendable, CaseIterable, DocumentConvertible {
    /// It is left out of the files: S09's "valid".
    case omit
    /// It stays in the files.
    case keep
}
