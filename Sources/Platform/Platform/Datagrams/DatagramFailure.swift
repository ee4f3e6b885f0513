/// An error that came back by ICMP for a datagram that was sent.
public struct DatagramFailure: Sendable {
    /// Where the datagram had been sent.
    public let peer: Endpoint
    /// The error's number, as `errno` has it.
    public let errno: CInt
    /// With EMSGSIZE the octets that the path carries, when the kernel or a router told; else 0.
    public let mtu: UInt32
}
