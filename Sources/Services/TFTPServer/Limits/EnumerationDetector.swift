internal import NIOConcurrencyHelpers
internal import Platform

/// Notices addresses that ask for the files of many phones that are not published. Shared by all workers.
///
/// Names are counted in a bit set per address, so that a phone that asks again counts once, and the table has a fixed
/// size, so that forged addresses cannot make it grow.
final class EnumerationDetector: Sendable {
    /// Different names from one address within ``window`` that are suspicious: more than the phones that a branch behind
    /// one address has unpublished at a time.
    static let suspiciousNames = 64
    /// How long an address's names are counted together, in microseconds.
    static let window: UInt64 = 60_000_000
    private static let places = 1_024
    private static let bits = 512

    private struct Place {
        var address: Address
        var beganAt: UInt64
        var names: [8 of UInt64] = .init(repeating: 0)
        var count = 0
        var isReported = false
    }

    private let table = NIOLockedValueBox(ContiguousArray<Place?>(repeating: nil, count: EnumerationDetector.places))

    /// Takes note of a name that is not published.
    ///
    /// - Parameters:
    ///   - digest: A hash of the name.
    ///   - peer: Who asked.
    ///   - now: When, in monotonic microseconds.
    /// - Returns: `true` when the address has just become suspicious; once in a window.
    func missed(_ digest: UInt64, by peer: Endpoint, now: UInt64) -> Bool {
        let address = peer.source
        let index = address.hashValue & (Self.places - 1)
        return table.withLockedValue { table in
            var place = table[index] ?? Place(address: address, beganAt: now)
            if place.address != address || now > place.beganAt + Self.window {
                place = Place(address: address, beganAt: now)
            }
            let bit = Int(truncatingIfNeeded: digest & UInt64(Self.bits - 1))
            if place.names[bit / 64] & (1 << UInt64(bit % 64)) == 0 {
                place.names[bit / 64] |= 1 << UInt64(bit % 64)
                place.count += 1
            }
            let isSuspicious = place.count >= Self.suspiciousNames && !place.isReported
            if isSuspicious { place.isReported = true }
            table[index] = place
            return isSuspicious
        }
    }
}
