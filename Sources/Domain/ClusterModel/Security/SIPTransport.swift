public import Documents

/// What a SIP phone without TLS sends over.
public enum SIPTransport: String, Sendable, CaseIterable, DocumentConvertible {
    /// Either, as the phone likes.
    case tcpOrUDP = "tcp-or-udp"
    /// TCP.
    case tcp
    /// UDP.
    case udp
}
