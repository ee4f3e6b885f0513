internal import Glibc
internal import Platform
internal import Serving
internal import TFTP

/// The sockets of all phones.
///
/// Against a server in 127.0.0.0/8 each phone has an address of its own in 127.64.0.0/10, and they share a few sockets that
/// send from any of them (IP_PKTINFO): no descriptor for each phone, datagrams in batches, and the server sees as many
/// subnets as a real fleet has. A phone's next transfer takes the next socket, so that its client port changes as RFC 1350
/// section 4 wants. Against any other server each phone has a socket, and so a port, of its own, and RLIMIT_NOFILE is
/// raised for them.
final class PhoneNetwork {
    /// A datagram for a phone.
    struct Arrival {
        /// The phone, counted from 0.
        var phone: Int
        /// The socket it came in on.
        var socket: Int
        /// The server's port.
        var port: UInt16
        var reply: ServerReply
        /// The datagram, where contents are kept.
        var bytes: [UInt8] = []
    }

    /// Sockets shared by all phones on loopback: ports enough that a late packet never meets the next transfer.
    private static let sharedSockets = 16
    /// The receive buffer of a shared socket in bytes: an answer for each of 10 000 phones at once, at 832 bytes each.
    private static let sharedBufferBytes = 8 << 20
    /// 127.64.0.0, the first of the phones' addresses.
    private static let firstAddress: UInt64 = 0x7F40_0000
    /// The most phones that have addresses of their own: 127.64.0.0/10.
    static let maximumPhones = 1 << 22
    /// Descriptors besides the phones': standard streams, the poller, and some of the process' own.
    private static let otherDescriptors = 64
    /// Batches taken from one socket before the others have their turn.
    private static let batchesInTurn = 4

    private let server: ServerAddress
    private let phones: Int
    private let isShared: Bool
    private let keepsContents: Bool
    private let poller: Poller
    private let receiver: DatagramReceiver
    private let sockets: [PhoneSocket]
    /// The sockets that have something queued.
    private var pending: [Int] = []

    /// What the last receive brought.
    private(set) var arrivals: [Arrival] = []
    /// Datagrams the kernel would not take.
    private(set) var refused = 0
    /// The server's ports that its host ever said nobody listens on.
    private(set) var unreachablePorts: Set<UInt16> = []

    /// Opens the sockets for so many phones.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - phones: How many phones.
    ///   - keepsContents: Whether arrivals carry their datagrams, which costs a copy each.
    /// - Throws: What the system does not allow.
    init(_ server: ServerAddress, phones: Int, keepsContents: Bool = false) throws(SimulationError) {
        let isShared = server.isInLoopbackNetwork
        let count = isShared ? Self.sharedSockets : phones
        try Self.allowDescriptors(count + Self.otherDescriptors, phones: phones)
        do throws(SystemFailure) {
            poller = try Poller()
            sockets = try Self.sockets(count, isShared: isShared, isIPv6: server.isIPv6, poller: poller)
            receiver = try DatagramReceiver()
        } catch {
            throw Self.cannotOpen(error)
        }
        self.server = server
        self.phones = phones
        self.isShared = isShared
        self.keepsContents = keepsContents
    }

    private static func allowDescriptors(_ wanted: Int, phones: Int) throws(SimulationError) {
        let limit = OpenFileLimit.raise(to: wanted)
        guard limit < wanted else { return }
        throw SimulationError(
            .tooManyPhones,
            "\(phones) phones need \(wanted) open files, and \(limit) are allowed",
            remedy: "Raise the hard limit (ulimit -Hn), or simulate fewer phones"
        )
    }

    private static func cannotOpen(_ failure: SystemFailure) -> SimulationError {
        SimulationError(
            .system,
            "Cannot open the phones' sockets: \(failure.text)",
            remedy: "Check the limits of the system, or simulate fewer phones"
        )
    }

    private static func sockets(
        _ count: Int,
        isShared: Bool,
        isIPv6: Bool,
        poller: Poller
    ) throws(SystemFailure) -> [PhoneSocket] {
        var sockets: [PhoneSocket] = []
        for index in 0..<count {
            let socket = try PhoneSocket(
                isIPv6: isIPv6,
                tellsArrivals: isShared,
                bufferBytes: isShared ? sharedBufferBytes : nil,
                messages: isShared ? UInt32(DatagramReceiver.batch) : 2
            )
            try poller.add(socket.descriptor, tag: UInt64(index))
            sockets.append(socket)
        }
        return sockets
    }

    /// Queues a phone's datagram.
    ///
    /// - Parameters:
    ///   - bytes: The datagram.
    ///   - phone: The phone, counted from 0.
    ///   - transfer: The number of the phone's transfer.
    ///   - port: The server's port.
    func send(_ bytes: Span<UInt8>, phone: Int, transfer: Int, port: UInt16) {
        let index = socketIndex(phone: phone, transfer: transfer)
        let socket = sockets[index]
        if !socket.isPending { pending.append(index) }
        let low = isShared ? Self.firstAddress + UInt64(phone) : 0
        let local = Endpoint(high: 0, low: low, scope: 0, port: 0, family: isShared ? 4 : 0)
        refused += socket.send(bytes, to: server.endpoint(port: port), from: local)
    }

    /// The socket of a phone's transfer.
    func socketIndex(phone: Int, transfer: Int) -> Int {
        isShared ? (phone + transfer) % sockets.count : phone
    }

    /// Sends what is queued in any socket.
    func flush() {
        for index in pending { refused += sockets[index].flush() }
        pending.removeAll(keepingCapacity: true)
    }

    /// Readable when datagrams are there, for those who wait for other things too.
    var descriptor: CInt { poller.descriptor }

    /// Waits until datagrams are there.
    ///
    /// - Parameter milliseconds: How long at most.
    /// - Returns: How many sockets are ready.
    func wait(milliseconds: Int) -> Int { poller.wait(milliseconds: milliseconds) }

    /// Takes datagrams from a ready socket into ``arrivals``.
    ///
    /// - Parameter event: The socket's place among the ready ones.
    func receive(_ event: Int) {
        arrivals.removeAll(keepingCapacity: true)
        let receiver = receiver
        let (tag, hasError) = poller.event(event)
        let index = Int(tag)
        if hasError {
            while let port = sockets[index].nextUnreachablePort() { unreachablePorts.insert(port) }
        }
        for _ in 0..<Self.batchesInTurn {
            let count = receiver.receive(sockets[index].descriptor)
            for message in 0..<count {
                let arrival = receiver.arrival(message)
                let phone = isShared ? Int(clamping: arrival.local.low &- Self.firstAddress) : index
                guard server.matches(arrival.peer), phone < phones else { continue }
                arrivals.append(
                    Arrival(
                        phone: phone,
                        socket: index,
                        port: arrival.peer.port,
                        reply: ServerReply(receiver.bytes(message)),
                        bytes: keepsContents ? receiver.copy(message) : []
                    )
                )
            }
            guard count == DatagramReceiver.batch else { return }
        }
    }

    /// Datagrams that the phones' own receive queues dropped since the last call.
    func newDrops() -> Int { sockets.reduce(0) { $0 + $1.newDrops() } }
}
