internal import Platform

/// Where sockets for transfers are bound: to ports that nobody can guess, at the start and again and again later.
///
/// Who sees no packets must guess the port to forge an acknowledgement (RFC 6056 section 1; RFC 1350 section 4 wants TIDs
/// random).
struct TransferPort: Sendable {
    /// Room for a burst to many clients at once, in bytes.
    static let sendBufferBytes = 4 << 20
    /// The most ports of a range that are tried when a port is exchanged: when so many are taken, the rest are, too, or soon
    /// will be. Our own bound.
    private static let mostTries = 64

    /// The address that is listened on.
    let address: ListenAddress
    /// The ports to choose from; `nil` for the kernel's choice, which is random, too.
    let range: ClosedRange<UInt16>?
    let receiveBufferBytes: Int

    /// Opens a socket and binds it to a free port.
    ///
    /// - Parameter tries: How many ports of a range to try at most.
    /// - Returns: Its descriptor; `nil` when no port of the range is free.
    /// - Throws: What the system said.
    func bind(tries: Int = .max) throws(SystemFailure) -> DatagramDescriptor? {
        let descriptor = try DatagramDescriptor(address.reach)
        guard let range else {
            try descriptor.bind(to: address.with(port: 0))
            return descriptor
        }
        // From a random one on, each once: so a free one is found if there is any.
        let start = Int.random(in: 0..<range.count)
        for step in 0..<min(tries, range.count) {
            let port = range.lowerBound + UInt16(truncatingIfNeeded: (start + step) % range.count)
            do throws(SystemFailure) {
                try descriptor.bind(to: address.with(port: port))
                return descriptor
            } catch {
                continue
            }
        }
        return nil
    }

    /// A socket on a new port; `nil` when there is none to be had.
    func make() -> WorkerSocket? {
        do throws(SystemFailure) {
            guard let descriptor = try bind(tries: Self.mostTries) else { return nil }
            try descriptor.prepare(tellsArrivals: address.isEveryAddress)
            descriptor.setReceiveBuffer(receiveBufferBytes)
            descriptor.setSendBuffer(Self.sendBufferBytes)
            return try WorkerSocket(
                owning: descriptor,
                address: address.endpoint,
                role: WorkerSocket.Role(takesRequests: false, carriesTransfers: true)
            )
        } catch {
            return nil
        }
    }
}
