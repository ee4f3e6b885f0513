public import Documents

/// The name of a firmware load, without `.loads`; phones ask for the file of that name.
public struct FirmwareLoad: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, in characters. Our own bound; the loads in the field have about 20.
    public static let maximumLength = 64

    /// The load's name.
    public let name: String

    /// Reads a load's name: letters, digits, dots, hyphens and underscores.
    public init(_ name: String) throws(InvalidValue) {
        let isPlain = name.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_")
        }
        guard !name.isEmpty, name.utf8.count <= Self.maximumLength, isPlain, !name.hasPrefix(".") else {
            throw InvalidValue(
                "\"\(name)\" is not the name of a firmware load.",
                remedy: "Write it as the load's file is called, without .loads, for instance sip78xx.14-2-1-0101-52."
            )
        }
        self.name = name
    }

    /// The load's name.
    public var description: String { name }
}

extension FirmwareLoad: DocumentConvertible {
    /// Reads a load's name.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The load's name.
    public var document: Document { .string(name) }
}
