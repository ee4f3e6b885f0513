/// Why a file could not be rendered or read.
public struct PhoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable word for programs: `value-too-long`, `malformed-xml`, `document-type`, `file-too-large`,
    /// `unsupported-path`, `value-invalid`, `other-file` or `xml-writer`.
    public var code: String
    /// One sentence: what is wrong, and with which object and field.
    public var message: String
    /// One sentence: what mends it.
    public var remedy: String

    /// An error with its parts.
    public init(code: String, message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The message and the remedy.
    public var description: String { message + " " + remedy }

    /// A failure of libxml2 itself; its writer and its escaping fail for nothing but want of memory.
    static func writer(_ operation: String) -> PhoneFileError {
        PhoneFileError(
            code: "xml-writer",
            message: "The XML library failed to \(operation).",
            remedy: "Give the daemon more memory, then try again."
        )
    }
}
