public import Documents

extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Values in order.
    public init(arrayLiteral elements: Document...) { self = .list(elements) }
    /// Named values in order.
    public init(dictionaryLiteral elements: (String, Document)...) {
        self = .mapping(elements.map { Entry($0.0, $0.1) })
    }

    /// The fields, those of `changes` before those of the same name.
    init(_ fields: [String: Document], changedBy changes: [String: Document] = [:]) {
        let all = fields.merging(changes) { $1 }
        self = .mapping(all.sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) })
    }
}
