/// A value that reads itself from one place of a document and writes itself back.
public protocol DocumentConvertible {
    /// Reads the value.
    init(_ document: Document) throws(InvalidValue)
    /// The value as a document.
    var document: Document { get }
    /// Whether values are shown only on request (A06).
    static var isSecret: Bool { get }
    /// The words a value may be, when they are few; for help.
    static var words: [String] { get }
}

extension DocumentConvertible {
    /// Values are for everyone to see.
    public static var isSecret: Bool { false }
    /// There are too many to name.
    public static var words: [String] { [] }
}

extension String: DocumentConvertible {
    /// Reads a text; numbers and booleans count as the text they were written as.
    public init(_ document: Document) throws(InvalidValue) {
        guard let text = document.text else { throw .wrongType(document, expected: "a text") }
        self = text
    }

    /// The text.
    public var document: Document { .string(self) }
}

extension Int: DocumentConvertible {
    /// Reads a whole number, also from a text of digits.
    public init(_ document: Document) throws(InvalidValue) {
        if case .integer(let number) = document.content {
            self = number
        } else if case .string(let text) = document.content, let number = Int(text) {
            self = number
        } else if let text = document.text, text.isWholeNumber {
            throw InvalidValue("The number is out of range.", remedy: "Give one of fewer digits.", code: "out-of-range")
        } else {
            throw .wrongType(document, expected: "a whole number")
        }
    }

    /// The number.
    public var document: Document { .integer(self) }
}

extension String {
    /// Whether this is digits, with or without a sign.
    fileprivate var isWholeNumber: Bool {
        let digits = first == "-" || first == "+" ? dropFirst() : self[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}

extension Bool: DocumentConvertible {
    /// Reads `true` or `false`.
    public init(_ document: Document) throws(InvalidValue) {
        switch document.text {
        case "true": self = true
        case "false": self = false
        default:
            throw InvalidValue(
                "\(document.text.map { "\"\($0)\"" } ?? "This") is neither true nor false.",
                remedy: "Write true or false.",
                code: "wrong-type"
            )
        }
    }

    /// True or false.
    public var document: Document { .bool(self) }

    /// `true` and `false`.
    public static var words: [String] { ["true", "false"] }
}

extension DocumentConvertible where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Reads one of the words of an enumeration.
    public init(_ document: Document) throws(InvalidValue) {
        guard let text = document.text else {
            throw .wrongType(document, expected: "one of " + Self.words.joined(separator: ", "))
        }
        guard let value = Self(rawValue: text) else {
            throw InvalidValue(
                "\"\(text)\" is not one of the choices.",
                remedy: "Write one of " + Self.words.joined(separator: ", ") + "."
            )
        }
        self = value
    }

    /// The word.
    public var document: Document { .string(rawValue) }

    /// Every word.
    public static var words: [String] { allCases.map(\.rawValue) }
}
