internal import Documents

/// Product-specific settings: the elements of `vendorConfig` (phone), `commonConfig` (profile) or `enterpriseConfig`
/// (cluster). Names are the elements' own and are written in alphabetical order.
public struct ProductSettings: Hashable, Sendable {
    /// One setting.
    public struct Setting: Hashable, Sendable, CustomStringConvertible {
        /// The element's name.
        public let name: String
        /// The element's text.
        public let value: PlainText
        /// Whether the value is shown only on request (A06).
        public var isSecret: Bool { SecretElements.contains(name) }
        /// The name and the value, a secret one masked.
        public var description: String { "\(name): \(isSecret && !value.text.isEmpty ? Document.mask : value.text)" }
    }

    /// The most settings at one level. Our own bound; the largest file seen in the field has 60.
    public static let maximumCount = 200
    /// The longest element name, in characters. Our own bound.
    public static let maximumNameLength = 64

    /// The settings by name, in alphabetical order.
    public internal(set) var all: [Setting] = []

    /// No settings.
    public init() {}

    /// The value of the setting `name`; names are case-sensitive, as phones read them.
    public subscript(_ name: String) -> PlainText? { all.first { $0.name == name }?.value }

    init?(_ reader: inout FieldReader) {
        var isWhole = true
        let entries = reader.everything()
        for entry in entries {
            do throws(InvalidValue) {
                let name = try Self.elementName(entry.key)
                let isSecret = SecretElements.contains(name)
                let value = isSecret ? try Secret(entry.value).revealed : try PlainText(entry.value)
                all.append(Setting(name: name, value: value))
            } catch {
                reader.refuse(error, field: entry.key, line: entry.value.line)
                isWhole = false
            }
        }
        guard entries.count <= Self.maximumCount else {
            reader.refuse(
                InvalidValue("There are \(entries.count) settings.", remedy: "Give at most \(Self.maximumCount)."),
                field: nil
            )
            return nil
        }
        guard isWhole else { return nil }
        all.sort { $0.name < $1.name }
    }

    var document: Document {
        .mapping(all.map { Document.Entry($0.name, $0.isSecret ? .secret($0.value.text) : $0.value.document) })
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isFurther(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isLetter(byte)
        }
    }

    /// An XML name (XML 1.0, section 2.3) of ASCII letters, digits, hyphens, dots and underscores.
    private static func elementName(_ text: String) throws(InvalidValue) -> String {
        let isName = text.utf8.first.map(isLetter) ?? false && text.utf8.allSatisfy(isFurther)
        guard isName, text.utf8.count <= maximumNameLength, !text.asciiLowercased.hasPrefix("xml") else {
            throw InvalidValue(
                "\"\(text)\" cannot be the name of a setting.",
                remedy: "Write the element's name as in the phone's file, for instance webAccess."
            )
        }
        return text
    }
}
