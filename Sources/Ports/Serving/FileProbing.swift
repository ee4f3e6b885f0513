/// Fetches files from the running server over its real sockets, as a phone does; the server knows such requests for its own.
public protocol FileProbing: Sendable {
    /// Fetches a file at each address where requests come in.
    ///
    /// - Parameter name: The file's name.
    /// - Returns: What came of it at each address, in the order of the settings.
    func probe(_ name: String) async -> [FileProbe]
}

/// One fetch of the server's own.
public struct FileProbe: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// The whole file.
        case fetched([UInt8])
        /// The server answered with an ERROR of this code (RFC 1350 appendix).
        case refused(code: Int)
        /// Nobody answered, or not to the end, in time.
        case silent
        /// What came was no answer to the request.
        case malformed
        /// The request could not be sent; why, in the system's words.
        case unsent(String)
    }

    /// The address that was asked, `127.0.0.1:69`.
    public var address: String
    /// What came of it.
    public var outcome: Outcome

    /// A fetch with what came of it.
    public init(address: String, outcome: Outcome) {
        self.address = address
        self.outcome = outcome
    }
}
