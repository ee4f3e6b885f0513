internal import Platform

/// Clients' networks whose paths carry less than the link, remembered for a while so that not every transfer finds out anew.
///
/// The kernel's word is enough; what acknowledgements show has to be shown twice, for a first block may be lost by chance.
/// The table has a fixed size; two networks that meet in one place push each other out.
struct NarrowPaths {
    /// How long a path is taken for narrow, in microseconds; then it is tried again. The kernel keeps what it is told by ICMP
    /// as long (RFC 1191 section 6.3).
    static let remembered: UInt64 = 600_000_000
    private static let places = 1_024
    /// Findings that make a path narrow, with none of the contrary in between. Our own choice.
    private static let enough: UInt8 = 2

    private struct Place {
        var network: Address
        var until: UInt64
        var findings: UInt8 = 0
        /// What the path carries in one packet; 0 when that is not known.
        var mtu: UInt16 = 0
    }

    private var table = ContiguousArray<Place?>(repeating: nil, count: NarrowPaths.places)

    /// The kernel says that packets to a client are too large.
    ///
    /// - Parameters:
    ///   - peer: The client.
    ///   - mtu: What its path carries; 0 when that is not said.
    ///   - now: The time in monotonic microseconds.
    /// - Returns: Whether that is news.
    mutating func wasTold(_ peer: Endpoint, mtu: UInt32, now: UInt64) -> Bool {
        let isNews = !isNarrow(peer, now: now)
        // Who tells of less than hosts must take is mistaken, or wants small blocks for others.
        let least = UInt16(PathSize.least(isIPv6: peer.isIPv6))
        let told = mtu > 0 ? max(UInt16(clamping: mtu), least) : 0
        let place = peer.prefix.place(of: Self.places)
        let known = isNews ? 0 : table[place]?.mtu ?? 0
        table[place] = Place(
            network: peer.prefix,
            until: now + Self.remembered,
            findings: Self.enough,
            mtu: told > 0 && known > 0 ? min(told, known) : max(told, known)
        )
        return isNews
    }

    /// A transfer has found out something about its path.
    ///
    /// - Returns: Whether it is known from now on that the path is narrow.
    mutating func found(_ finding: TransferPath.Finding, of peer: Endpoint, now: UInt64) -> Bool {
        let index = peer.prefix.place(of: Self.places)
        var place = table[index] ?? Place(network: peer.prefix, until: 0)
        if place.network != peer.prefix || now >= place.until { place = Place(network: peer.prefix, until: 0) }
        switch finding {
        case .wide:
            // Those that are known to be narrow have smaller blocks, or such as may be cut up: it shows nothing.
            if let known = table[index], known.network == peer.prefix, known.findings < Self.enough {
                table[index] = nil
            }
            return false
        case .narrow:
            let isNews = place.findings + 1 == Self.enough
            place.findings = min(place.findings + 1, Self.enough)
            place.until = now + Self.remembered
            table[index] = place
            return isNews
        }
    }

    /// Whether a client's network is known to have a narrow path.
    func isNarrow(_ peer: Endpoint, now: UInt64) -> Bool { known(peer, now: now) != nil }

    /// The largest block that arrives at a client uncut; `nil` when nothing is known of its network, or not how much.
    func largestBlock(for peer: Endpoint, now: UInt64) -> Int? {
        guard let place = known(peer, now: now), place.mtu > 0 else { return nil }
        return PathSize.block(in: Int(place.mtu), isIPv6: peer.isIPv6)
    }

    private func known(_ peer: Endpoint, now: UInt64) -> Place? {
        guard let place = table[peer.prefix.place(of: Self.places)], place.network == peer.prefix, now < place.until,
            place.findings >= Self.enough
        else { return nil }
        return place
    }
}
