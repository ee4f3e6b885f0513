internal import CDatagram

/// What the kernel knows of a network interface, by its number; any socket can be asked.
public enum NetworkInterface {
    /// Octets that a packet on it may have; `nil` when the kernel does not tell.
    public static func mtu(_ number: UInt32, asking descriptor: CInt) -> Int? {
        let told = Int(datagram_interface_mtu(descriptor, number))
        return told > 0 ? told : nil
    }

    /// Whether it leads to this host only.
    public static func isLoopback(_ number: UInt32, asking descriptor: CInt) -> Bool {
        datagram_interface_is_loopback(descriptor, number)
    }
}
