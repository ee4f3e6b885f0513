/// One phone's own values, each already escaped for XML text: what fills the holes of a ``RenditionBody``.
public struct Fragment: Hashable, Sendable {
    /// The longest escaped value, in bytes: what two octets of length can say.
    public static let maximumValueLength = Int(UInt16.max)

    /// The values one after the other, each behind two octets of length, most significant first.
    public let bytes: [UInt8]

    /// The values in order; `nil` when one is longer than ``maximumValueLength``.
    public init?(values: [[UInt8]]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.reduce(0) { $0 + $1.count + 2 })
        for value in values {
            guard let length = UInt16(exactly: value.count) else { return nil }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 0xFF))
            bytes.append(contentsOf: value)
        }
        self.bytes = bytes
    }

    /// A fragment read back from its bytes; `nil` when their lengths do not add up.
    public init?(bytes: [UInt8]) {
        self.bytes = bytes
        var end = 0
        while end < bytes.count {
            guard bytes.count - end >= 2 else { return nil }
            end += 2 + Int(bytes[end]) << 8 + Int(bytes[end + 1])
        }
        guard end == bytes.count else { return nil }
    }

    /// The value with that index; none when there are fewer.
    public func value(_ index: Int) -> ArraySlice<UInt8>? {
        var start = 0
        for _ in 0..<index {
            guard start + 2 <= bytes.count else { return nil }
            start += 2 + Int(bytes[start]) << 8 + Int(bytes[start + 1])
        }
        guard start + 2 <= bytes.count else { return nil }
        return bytes[start + 2..<start + 2 + Int(bytes[start]) << 8 + Int(bytes[start + 1])]
    }

    /// Where each value lies in ``bytes``.
    public var ranges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        appendRanges(to: &ranges)
        return ranges
    }

    /// Adds where each value lies in ``bytes``: to an array that is used again for thousands of phones.
    public func appendRanges(to ranges: inout [Range<Int>]) {
        var start = 0
        while start + 2 <= bytes.count {
            let length = Int(bytes[start]) << 8 + Int(bytes[start + 1])
            ranges.append(start + 2..<start + 2 + length)
            start += 2 + length
        }
    }
}
