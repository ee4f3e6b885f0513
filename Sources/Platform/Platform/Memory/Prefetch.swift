public import CDatagram

/// Has memory fetched into the cache, without waiting for it.
///
/// - Parameters:
///   - start: Where it begins; it may be anything, for what cannot be fetched is not.
///   - count: Octets.
@unsafe
@inlinable
public func prefetch(_ start: UnsafeRawPointer, count: Int) {
    unsafe datagram_expect(start, UInt32(truncatingIfNeeded: count))
}
