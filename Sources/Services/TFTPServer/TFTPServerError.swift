public import Platform

/// Why a server could not be set up: what went wrong, with which object, and what to do about it.
public struct TFTPServerError: RemediedError, Sendable {
    /// The kinds of failure, as stable words.
    public enum Code: String, Sendable {
        /// Another program has the port.
        case portBusy = "port-busy"
        /// The process may not use the port.
        case permissionDenied = "permission-denied"
        /// The address is none of this host's.
        case addressNotAvailable = "address-not-available"
        /// There is nothing to listen on.
        case noListenAddress = "no-listen-address"
        /// A socket that was handed over is no UDP socket.
        case unusableSocket = "unusable-socket"
        /// No port of the range for transfers is free.
        case portRangeExhausted = "port-range-exhausted"
        /// The server was started or drained already.
        case wrongState = "wrong-state"
        /// The system refused something else.
        case system = "system"
    }

    /// The kind of failure.
    public let code: Code
    /// What went wrong, naming the address.
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
