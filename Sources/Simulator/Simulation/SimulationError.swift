public import Platform

/// Why a simulation cannot be run: what went wrong, with which object, and what to do about it.
public struct SimulationError: RemediedError, Sendable {
    /// The kinds of failure, as stable words.
    public enum Code: String, Sendable {
        /// Nobody listens on the server's port.
        case serverUnreachable = "server-unreachable"
        /// The process may not open as many sockets as there are phones.
        case tooManyPhones = "too-many-phones"
        /// The system refused something else.
        case system = "system"
    }

    /// The kind of failure.
    public let code: Code
    /// What went wrong, naming the object.
    public let message: String
    /// What can be done about it.
    public let remedy: String

    /// The word of the code.
    public var word: String { code.rawValue }

    init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}
