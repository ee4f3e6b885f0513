public import Documents

/// Text for people, such as a description or a label: at most 255 code points, no control characters.
public struct PlainText: Hashable, Sendable, CustomStringConvertible {
    /// The longest text, in code points. Our own bound: it keeps one value from filling a phone's file, which a bound
    /// on characters as they are seen would not: any number of marks may be piled on one of those.
    public static let maximumLength = 255
    /// No text.
    public static let empty = PlainText(unchecked: "")

    // Defaults of a device pool (values seen in the field: formats.md 1.2).
    static let dayMonthYear = PlainText(unchecked: "D/M/YA")
    static let greenwich = PlainText(unchecked: "Greenwich Standard Time")
    static let englishUnitedStates = PlainText(unchecked: "English_United_States")
    static let english = PlainText(unchecked: "en_US")
    static let utf8 = PlainText(unchecked: "utf-8")
    static let unitedStates = PlainText(unchecked: "United_States")

    /// The text.
    public let text: String

    private init(unchecked text: String) { self.text = text }

    /// Text as given, spaces included.
    public init(_ text: String) throws(InvalidValue) {
        // No text has more code points than bytes.
        guard text.utf8.count <= Self.maximumLength || text.unicodeScalars.count <= Self.maximumLength else {
            throw InvalidValue(
                "The text has \(text.unicodeScalars.count) characters.",
                remedy: "Use at most \(Self.maximumLength)."
            )
        }
        try text.refuseControlCharacters()
        self.text = text
    }

    /// The text.
    public var description: String { text }

    /// Equal when every byte is: the same letter composed differently gives a phone other bytes.
    public static func == (left: PlainText, right: PlainText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { for byte in text.utf8 { hasher.combine(byte) } }
}

extension PlainText: DocumentConvertible {
    /// Reads a text.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The text.
    public var document: Document { .string(text) }
}
