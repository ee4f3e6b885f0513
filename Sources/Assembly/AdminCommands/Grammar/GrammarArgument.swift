/// A flag, an option or a positional argument of a command.
struct GrammarArgument: Decodable, Hashable {
    /// The sort of argument.
    enum Kind: String, Decodable {
        case positional
        case option
        case flag
    }

    /// A name with its dashes told apart.
    struct Name: Decodable, Hashable {
        let kind: String
        let name: String

        /// The name as it is typed.
        var text: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let parsingStrategy: String
    let names: [Name]?
    let preferredName: Name?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?

    /// The names as they are typed.
    var spellings: [String] { (names ?? []).map(\.text) }

    /// Whether it takes what the parser does not know: the fields of an object as flags.
    var takesFields: Bool { parsingStrategy == "allUnrecognized" }
}
