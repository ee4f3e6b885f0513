/// What a ``SimulatedPhone`` wants done, or tells, after an event.
public enum PhoneAction: Hashable, Sendable {
    /// Send a packet to the server from the client port of the transfer of this number, counted from 1; to the port the
    /// server takes requests on when there is no port.
    case send(PhonePacket, port: UInt16?, transfer: Int)
    /// The block that came last is new, with so many octets of the file.
    case blockTaken(count: Int)
    /// A file was fetched or is missing, so many microseconds after it was first asked for.
    case fileEnded(BootFile, FileOutcome, microseconds: UInt64)
    /// The phone is done, so many microseconds after it began.
    case bootEnded(BootOutcome, microseconds: UInt64)
}

/// How a phone's request for a file ended.
public enum FileOutcome: Hashable, Sendable {
    /// All of it came.
    case fetched(bytes: Int)
    /// The server does not have it (ERROR 1).
    case missing
}

/// How a phone's boot ended.
public enum BootOutcome: Hashable, Sendable {
    /// The phone has its own configuration.
    case completed
    /// The phone has the default configuration, as one that nobody knows.
    case completedWithDefault
    /// The phone gave up.
    case failed(BootFailure)
}

/// Why a phone gave up; the raw value is the word in reports.
public enum BootFailure: String, Hashable, Sendable, CaseIterable {
    /// The server did not answer, or stopped answering.
    case timedOut = "timed-out"
    /// The server ended the transfer with an ERROR, every time.
    case refused
    /// The server has no configuration for the phone, not even the default.
    case noConfiguration = "no-configuration"
    /// The server broke the protocol, or sent another number of octets than it announced.
    case invalidReply = "invalid-reply"
}
