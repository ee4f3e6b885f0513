/// Something an administrator should know of what was done: a reminder or a warning.
public struct Message: Codable, Hashable, Sendable {
    /// A stable word for programs, for instance `update-certificate`.
    public var code: String
    /// One or two sentences.
    public var text: String

    /// A message with its code.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}
