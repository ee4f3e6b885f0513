public import Platform

/// Why a certificate, a fingerprint or a file was refused, or what is doubtful about it.
public struct CertificateError: RemediedError, Hashable {
    /// The kind of problem, stable across releases.
    public let code: Code

    /// What is wrong, naming the object and the field; it never contains bytes of a file that was refused.
    public let message: String

    /// What the administrator can do about it.
    public let remedy: String

    /// A problem in words.
    ///
    /// - Parameters:
    ///   - code: the kind of problem.
    ///   - message: what is wrong, naming the object and the field.
    ///   - remedy: what can be done about it.
    public init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The word of the code.
    public var word: String { code.rawValue }
}
