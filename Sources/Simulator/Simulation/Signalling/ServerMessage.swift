public import ClusterModel

/// A line from a call manager or a gateway to a phone (docs/simulators.md).
public enum ServerMessage: Hashable, Sendable {
    /// `REGISTERED SEP001122334455`
    case registered(DeviceName)
    /// `REFUSED REASON`
    case refused(String)
    /// `ALIVE`
    case alive
    /// `RESET`
    case reset

    /// Reads a line without its end; `nil` when it is none of these.
    public init?(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        switch (words.first, words.count) {
        case ("REGISTERED", 2):
            guard let name = try? DeviceName(String(words[1])) else { return nil }
            self = .registered(name)
        case ("REFUSED", 2): self = .refused(String(words[1]))
        case ("ALIVE", 1): self = .alive
        case ("RESET", 1): self = .reset
        default: return nil
        }
    }

    /// The line without its end.
    public var line: String {
        switch self {
        case .registered(let name): "REGISTERED \(name)"
        case .refused(let reason): "REFUSED \(reason)"
        case .alive: "ALIVE"
        case .reset: "RESET"
        }
    }
}
