public import Documents
internal import Foundation  // canonical composition (NFC); the standard library has no public form of it

/// The name of an object: NFC, 1 to 50 code points, no control characters, compared without ASCII case.
public struct ObjectName: Sendable {
    /// The longest name, in code points; the longest host name a phone takes is as long.
    ///
    /// Not in characters as they are seen: any number of marks may be piled on one of those.
    public static let maximumLength = 50

    /// The name as it was written, in NFC.
    public let text: String
    /// What two names are compared by: ASCII letters in lower case, all else as it is.
    public let folded: String

    /// A name from text; spaces around it are dropped.
    public init(_ text: String) throws(InvalidValue) {
        if text.isPrintableASCII, 1...Self.maximumLength ~= text.utf8.count, !text.hasPrefix(" "), !text.hasSuffix(" ")
        {
            self.text = text
            folded = text.asciiLowercased
            return
        }
        let trimmed = text.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
        guard !trimmed.isEmpty else {
            throw InvalidValue("The name is empty.", remedy: "Give a name of 1 to \(Self.maximumLength) characters.")
        }
        let length = trimmed.unicodeScalars.count
        guard length <= Self.maximumLength else {
            throw InvalidValue(
                "The name has \(length) characters.",
                remedy: "Use at most \(Self.maximumLength)."
            )
        }
        try trimmed.refuseControlCharacters()
        self.text = trimmed
        folded = self.text.asciiLowercased
    }
}

extension ObjectName: Hashable, Comparable, CustomStringConvertible {
    /// Equal without regard to ASCII case.
    public static func == (left: ObjectName, right: ObjectName) -> Bool { left.folded == right.folded }

    /// Ordered without regard to ASCII case.
    public static func < (left: ObjectName, right: ObjectName) -> Bool { left.folded < right.folded }

    /// Hashes without regard to ASCII case.
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    /// The name as it was written.
    public var description: String { text }
}

extension ObjectName: DocumentConvertible {
    /// Reads a name.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The name as text.
    public var document: Document { .string(text) }
}
