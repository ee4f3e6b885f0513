/// What a transfer knows of its path: whether its blocks arrive as whole packets, or only when they may be cut up.
///
/// A router that cannot pass a packet on tells so by ICMP (RFC 1191), which many networks drop. So a block that is sent again
/// may be cut up; when only such blocks are acknowledged, all that follow may be. All that is of IPv4.
struct TransferPath {
    private enum State: UInt8 {
        /// Its packets arrive everywhere.
        case small
        /// No whole block has been acknowledged yet.
        case unknown
        /// A whole block came through.
        case wide
        /// Blocks may be cut up.
        case narrow
    }

    /// Blocks in a row that were only acknowledged when they had been sent again; as many are no chance. Our own choice: on a
    /// path that loses one packet in five each way, that is one time in twenty.
    private static let streakOfNarrow: UInt8 = 3

    private var state: State
    /// Whether a block was sent again since the last acknowledgement.
    private var isResent = false
    private var streak: UInt8 = 0

    /// What a transfer's first acknowledgements show.
    enum Finding {
        case wide, narrow
    }

    /// A path of which nothing is known but what others have found.
    ///
    /// - Parameters:
    ///   - block: The most data octets of a block.
    ///   - isIPv6: The client's family.
    ///   - isNarrow: Whether such blocks have to be cut up.
    init(block: Int, isIPv6: Bool, isNarrow: Bool) {
        let fits = block <= PathSize.block(in: PathSize.least(isIPv6: isIPv6), isIPv6: isIPv6)
        state = fits ? .small : isNarrow ? .narrow : isIPv6 ? .wide : .unknown
    }

    /// Whether what is sent now may be cut up.
    var mayBeFragmented: Bool { state == .narrow || isResent }

    /// Whether all of it may be, from now on.
    var isNarrow: Bool { state == .narrow }

    /// Whether an acknowledgement would tell nothing new; asked for each.
    var isSettled: Bool { !isResent && streak == 0 && state != .unknown }

    /// The timer ran out, or the client asked again, and a block is sent once more.
    mutating func blockIsResent() {
        if state == .unknown || state == .wide { isResent = true }
    }

    /// The kernel said that the path does not carry a block.
    mutating func wasTold() {
        if state != .small { state = .narrow }
    }

    /// Blocks were acknowledged.
    ///
    /// - Parameter isWhole: Whether a block of full length was among them.
    /// - Returns: What that shows for the first time.
    mutating func blocksWereAcknowledged(isWhole: Bool) -> Finding? {
        defer { isResent = false }
        guard isResent else {
            streak = 0
            guard state == .unknown, isWhole else { return nil }
            state = .wide
            return .wide
        }
        streak += 1
        guard state == .unknown || streak >= Self.streakOfNarrow else { return nil }
        state = .narrow
        streak = 0
        return .narrow
    }
}
