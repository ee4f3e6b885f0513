/// Something a simulator tells: a word, and named values in their order.
public struct SimulationEvent: Hashable, Sendable {
    /// A named value.
    public struct Field: Hashable, Sendable {
        /// The name, in kebab case.
        public let name: String
        /// The value; safe on a terminal.
        public let value: String
    }

    /// What happened.
    public let word: String
    /// The values.
    public let fields: [Field]

    /// Something with the given word and values.
    public init(_ word: String, _ fields: KeyValuePairs<String, String> = [:]) {
        self.word = word
        self.fields = fields.map { Field(name: $0.key, value: $0.value) }
    }

    /// One line for people and scripts: `registered phone=SEP001122334455 reason="no answer"`.
    public var line: String { ([word] + fields.map { "\($0.name)=\(Self.quoted($0.value))" }).joined(separator: " ") }

    /// Quoted where a script would see more than one word.
    private static func quoted(_ value: String) -> String {
        guard value.isEmpty || value.contains(where: { $0 == " " || $0 == "\"" || $0 == "\\" }) else { return value }
        var text = "\""
        for character in value {
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "\""
    }
}
