/// Why a value cannot be: what a value type's initializer throws, before anyone knows which object's field it is for.
public struct InvalidValue: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable word for programs.
    public var code: String
    /// One sentence: what is wrong with the value.
    public var reason: String
    /// One sentence: what would be right.
    public var remedy: String

    /// A refusal with its reason and remedy.
    public init(_ reason: String, remedy: String, code: String = "invalid-value") {
        self.code = code
        self.reason = reason
        self.remedy = remedy
    }

    /// The reason and the remedy.
    public var description: String { reason + " " + remedy }

    /// The refusal of a value of the wrong shape.
    public static func wrongType(_ document: Document, expected: String) -> InvalidValue {
        InvalidValue("This is \(document.kindName).", remedy: "Give \(expected).", code: "wrong-type")
    }
}

extension Document {
    /// What stands here, as a noun for messages.
    var kindName: String {
        switch content {
        case .null: "empty"
        case .bool: "true or false"
        case .integer: "a number"
        case .string, .secret: "a text"
        case .list: "a list"
        case .mapping: "a group of fields"
        }
    }
}
