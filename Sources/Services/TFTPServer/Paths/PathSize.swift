internal import Platform

/// Sizes of packets and what fits into them.
enum PathSize {
    /// IP, UDP and TFTP headers before a block's data (RFC 791, RFC 8200, RFC 768, RFC 1350).
    static func headerBytes(isIPv6: Bool) -> Int { isIPv6 ? 40 + 8 + 4 : 20 + 8 + 4 }

    /// What arrives everywhere: of IPv4 the largest packet that every host takes (RFC 791; smaller links cut it up whether it
    /// may be or not, or do not exist any more), of IPv6 what every link carries (RFC 8200 section 5).
    static func least(isIPv6: Bool) -> Int { isIPv6 ? 1_280 : 576 }

    /// The largest block of data whose packet has no more than `octets`.
    static func block(in octets: Int, isIPv6: Bool) -> Int { octets - headerBytes(isIPv6: isIPv6) }
}
