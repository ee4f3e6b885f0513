public import Documents

// Objects under test are written as literals: `["name": "branch-12", "sccp": [["address": "192.0.2.1"]]]`.

extension Document: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension Document: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
}

extension Document: ExpressibleByBooleanLiteral {
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Document: ExpressibleByNilLiteral {
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
}

extension Document: ExpressibleByArrayLiteral {
    /// Values in order.
    public init(arrayLiteral elements: Document...) { self = .list(elements) }
}

extension Document: ExpressibleByDictionaryLiteral {
    /// Named values in order.
    public init(dictionaryLiteral elements: (String, Document)...) {
        self = .mapping(elements.map { Entry($0.0, $0.1) })
    }
}
