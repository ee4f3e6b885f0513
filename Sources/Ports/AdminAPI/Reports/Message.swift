public import Documents

/// Something an administrator should know of what was done: a reminder or a warning.
public struct Message: Codable, Hashable, Sendable {
    /// A stable word for programs, for instance `update-certificate`.
    public var code: String
    /// One or two sentences.
    public var text: String
    /// What the sentences tell of, by name, so that they can be said in another language; see ``MessageCode``.
    public var arguments: Document?

    /// A message with its code.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }

    /// A message that can be said in another language.
    public init(_ code: MessageCode, _ arguments: [Document.Entry] = [], text: String) {
        self.init(code: code.rawValue, text: text)
        self.arguments = arguments.isEmpty ? nil : .mapping(arguments)
    }
}
