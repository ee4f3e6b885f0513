public import Platform

/// Why a file could not be rendered or read.
public struct PhoneFileError: RemediedError, Hashable, Sendable {
    /// A stable word for programs: `value-too-long`, `malformed-xml`, `document-type`, `file-too-large`,
    /// `unsupported-path`, `value-invalid`, `other-file` or `xml-writer`.
    public var code: String
    /// What is wrong, and with which object and field.
    public var message: String
    /// What mends it.
    public var remedy: String

    /// An error with its parts.
    public init(code: String, message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The code.
    public var word: String { code }

    /// A failure of libxml2 itself; its writer and its escaping fail for nothing but want of memory.
    static func writer(_ operation: String) -> PhoneFileError {
        PhoneFileError(
            code: "xml-writer",
            message: "The XML library failed to \(operation)",
            remedy: "Give the daemon more memory, then try again"
        )
    }
}
