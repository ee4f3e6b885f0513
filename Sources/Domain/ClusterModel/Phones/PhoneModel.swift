public import Documents

/// A phone model that the default file can name: its number and the type id call managers know it by.
public struct PhoneModel: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The model's name, for instance `8841`.
    public let name: String
    /// The call manager's type id, as in `loadInformation683`.
    public let typeID: Int

    /// Type ids by model (formats.md 1.6).
    private static let typeIDs: [String: Int] = [
        "7911": 307, "7940": 8, "7941": 115, "7942": 434, "7945": 435, "7960": 7, "7961": 30018, "7962": 404,
        "7965": 436, "7970": 30006, "7971": 119, "7975": 437, "7821": 621, "7841": 622, "7861": 623, "8841": 683,
        "8851": 684, "8861": 685, "8945": 585, "8961": 540, "9951": 537, "9971": 493, "ip-communicator": 30016,
    ]

    /// Every model there is, by name.
    public static var all: [String] { typeIDs.keys.sorted() }

    /// The model with the given name.
    public init(_ name: String) throws(InvalidValue) {
        let folded = name.asciiLowercased
        guard let typeID = Self.typeIDs[folded] else {
            throw InvalidValue(
                "\"\(name)\" is not a known phone model.",
                remedy: "The models are " + Self.all.joined(separator: ", ") + ".",
                code: "unknown-model"
            )
        }
        self.name = folded
        self.typeID = typeID
    }

    /// The model's name.
    public var description: String { name }

    /// Ordered by type id.
    public static func < (left: PhoneModel, right: PhoneModel) -> Bool { left.typeID < right.typeID }
}

extension PhoneModel: DocumentConvertible {
    /// Reads a model's name.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The model's name.
    public var document: Document { .string(name) }
}
