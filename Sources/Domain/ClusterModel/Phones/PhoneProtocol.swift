public import Documents

/// How a phone talks to its call manager.
public enum PhoneProtocol: String, Sendable, CaseIterable, DocumentConvertible {
    /// The skinny client control protocol.
    case sccp
    /// The session initiation protocol (RFC 3261).
    case sip
}
