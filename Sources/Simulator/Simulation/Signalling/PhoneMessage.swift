public import ClusterModel

/// A line from a phone to a call manager or a gateway (docs/simulators.md).
public enum PhoneMessage: Hashable, Sendable {
    /// `REGISTER SEP001122334455`
    case register(DeviceName)
    /// `KEEPALIVE`
    case keepalive
    /// `UNREGISTER`
    case unregister

    /// Reads a line without its end; `nil` when it is none of these.
    public init?(_ line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        switch (words.first, words.count) {
        case ("REGISTER", 2):
            guard let name = try? DeviceName(String(words[1])) else { return nil }
            self = .register(name)
        case ("KEEPALIVE", 1): self = .keepalive
        case ("UNREGISTER", 1): self = .unregister
        default: return nil
        }
    }

    /// The line without its end.
    public var line: String {
        switch self {
        case .register(let name): "REGISTER \(name)"
        case .keepalive: "KEEPALIVE"
        case .unregister: "UNREGISTER"
        }
    }
}
