/// Sizes that the RFCs give to packets and their parts, in octets.
public enum PacketLayout {
    /// The operation code (RFC 1350 section 5).
    public static let opcodeBytes = 2
    /// What stands before the data in a DATA packet, and the whole of an ACK (RFC 1350 figures 5-2 and 5-3).
    public static let dataHeaderBytes = 4
    /// What IPv4 and UDP put before it (RFC 791, RFC 768).
    static let networkHeaderBytes = 28
    /// The largest request a client may send (RFC 2347 section 2); longer ones are still understood.
    public static let maximumRequestBytes = 512
}
