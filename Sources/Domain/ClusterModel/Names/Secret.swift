public import Documents

/// A password: kept and sent to the phone as it is, shown to nobody who has not asked for secrets (A06).
public struct Secret: Hashable, Sendable, CustomStringConvertible {
    /// No password.
    public static let empty = Secret(unchecked: .empty)

    /// The password itself; only for the phone's file and the store.
    public let revealed: PlainText

    private init(unchecked text: PlainText) { revealed = text }

    /// A password of at most ``PlainText/maximumLength`` code points without control characters.
    public init(_ text: String) throws(InvalidValue) {
        guard text != Document.mask else {
            throw InvalidValue(
                "This is the mask that stands for a password, not a password.",
                remedy: "Write the password itself; the mask keeps a password only where one is stored already.",
                code: "masked-secret"
            )
        }
        revealed = try PlainText(text)
    }

    /// The mask, or nothing when there is no password.
    public var description: String { revealed.text.isEmpty ? "" : Document.mask }
}

extension Secret: DocumentConvertible {
    /// Reads a password.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// It is.
    public static let isSecret = true

    /// The password as a secret of the document.
    public var document: Document { .secret(revealed.text) }
}
