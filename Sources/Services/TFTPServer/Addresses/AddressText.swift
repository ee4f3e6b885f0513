internal import Glibc

/// Addresses between text and numbers, by the C library's rules.
enum AddressText {
    /// The two halves of an address in host byte order.
    struct Parsed {
        var high: UInt64
        var low: UInt64
        var scope: UInt32
        var isIPv6: Bool
    }

    /// Reads `192.0.2.1`, `2001:db8::1`, and `fe80::1%eth0` or, as it is written, `fe80::1%2`; `nil` for anything else.
    static func parse(_ text: String) -> Parsed? {
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            return Parsed(high: 0, low: UInt64(UInt32(bigEndian: four.s_addr)), scope: 0, isIPv6: false)
        }
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first else { return nil }
        var words: [2 of UInt64] = [0, 0]
        var span = words.mutableSpan
        let parsed = unsafe span.withUnsafeMutableBytes { unsafe inet_pton(AF_INET6, String(host), $0.baseAddress) }
        guard parsed == 1 else { return nil }
        var scope: UInt32 = 0
        if parts.count == 2 {
            scope = unsafe if_nametoindex(String(parts[1]))
            if scope == 0 { scope = UInt32(parts[1]) ?? 0 }
            guard scope != 0 else { return nil }
        }
        return Parsed(
            high: UInt64(bigEndian: words[0]),
            low: UInt64(bigEndian: words[1]),
            scope: scope,
            isIPv6: true
        )
    }
}
