public import Documents

/// The port of a gateway's certificate provider (S17): 1024 to 49151, by default 2445.
public struct CertificateProviderPort: Hashable, Sendable {
    /// The ports S17 allows: registered ports without the well-known and the dynamic ones.
    public static let allowed = 1024...49151
    /// Where an IOS credential service listens unless told otherwise (S17).
    public static let standard = CertificateProviderPort(unchecked: 2445)
    /// The chapter's message, word for word (S17).
    public static let message = "Port Numbers can only contain digits."

    /// The port number.
    public let number: Int

    private init(unchecked number: Int) { self.number = number }

    /// Reads a port from what an administrator typed.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let number = Int(text), Self.allowed.contains(number)
        else {
            throw InvalidValue(
                Self.message,
                remedy: "Give a number from \(Self.allowed.lowerBound) to \(Self.allowed.upperBound).",
                code: "invalid-port"
            )
        }
        self.number = number
    }
}

extension CertificateProviderPort: DocumentConvertible {
    /// Reads a port.
    public init(_ document: Document) throws(InvalidValue) { try self.init(document.text ?? "") }

    /// The port number.
    public var document: Document { .integer(number) }
}
