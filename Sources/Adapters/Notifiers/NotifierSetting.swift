public import Documents

/// How phones are told of new files, as the administrator writes it.
public enum NotifierSetting: Hashable, Sendable {
    /// Not at all.
    case none
    /// By a program that gets their names.
    case command(String)
    /// By SIP NOTIFY to that port of theirs.
    case sip(port: UInt16)

    /// Where phones take SIP (RFC 3261, section 18.2.1).
    public static let sipPort: UInt16 = 5060

    /// Reads `none`, `command:PATH` or `sip[:PORT]`.
    public init(_ text: String) throws(InvalidValue) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : nil) {
        case ("none", nil): self = .none
        case ("command", let path?) where path.hasPrefix("/"): self = .command(path)
        case ("sip", nil): self = .sip(port: Self.sipPort)
        case ("sip", let port?):
            guard let port = UInt16(port), port > 0 else { throw Self.invalid(text) }
            self = .sip(port: port)
        default: throw Self.invalid(text)
        }
    }

    private static func invalid(_ text: String) -> InvalidValue {
        InvalidValue(
            "\"\(text)\" is not a notifier.",
            remedy: "Write none, command:PATH with an absolute path, or sip[:PORT].",
            code: "invalid-notifier"
        )
    }

    /// The notifier; none when phones are not told.
    ///
    /// - Parameter phonesAtOnce: How many phones are told at a time when each takes a socket.
    /// - Returns: What tells phones.
    public func notifier(phonesAtOnce: Int) -> (any PhoneNotifier)? {
        switch self {
        case .none: nil
        case .command(let path): CommandNotifier(path: path)
        case .sip(let port): SIPNotifier(port: port, atOnce: phonesAtOnce)
        }
    }
}
