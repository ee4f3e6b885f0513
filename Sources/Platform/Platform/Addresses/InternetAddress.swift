internal import Glibc

/// An IPv4 or IPv6 address without a port, as the C library reads and writes it.
public struct InternetAddress: Hashable, Sendable, CustomStringConvertible {
    /// The upper 64 bits of an IPv6 address, in host byte order; 0 for IPv4.
    public let high: UInt64
    /// The lower 64 bits of an IPv6 address, or the 32 of an IPv4 one, in host byte order.
    public let low: UInt64
    /// The interface of a link-local address; 0 for any other.
    public let scope: UInt32
    /// Whether it is an IPv6 address.
    public let isIPv6: Bool

    /// An address in host byte order.
    public init(high: UInt64, low: UInt64, scope: UInt32 = 0, isIPv6: Bool) {
        self.high = high
        self.low = low
        self.scope = scope
        self.isIPv6 = isIPv6
    }

    /// Reads `192.0.2.1`, `2001:db8::1`, and `fe80::1%eth0` or, as it is written, `fe80::1%2`; `nil` for anything else.
    public init?(_ text: String) {
        // C would read no further than a NUL and call the rest part of the address.
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(high: 0, low: UInt64(UInt32(bigEndian: four.s_addr)), isIPv6: false)
            return
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
        self.init(high: UInt64(bigEndian: words[0]), low: UInt64(bigEndian: words[1]), scope: scope, isIPv6: true)
    }

    /// The address in its canonical form; IPv6 in its shortest (RFC 5952), with the number of its interface if it has one.
    public var description: String {
        guard isIPv6 else { return dotted }
        let words: [2 of UInt64] = [high.bigEndian, low.bigEndian]
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let length = socklen_t(text.count)
        unsafe words.span.withUnsafeBytes { _ = unsafe inet_ntop(AF_INET6, $0.baseAddress, &text, length) }
        let host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return scope == 0 ? host : "\(host)%\(scope)"
    }

    /// With a port; IPv6 in brackets.
    public func text(port: UInt16) -> String { isIPv6 ? "[\(description)]:\(port)" : "\(description):\(port)" }

    /// Reads `ADDRESS:PORT`, with an IPv6 address in brackets; `nil` when it is neither.
    public static func withPort(_ text: String) -> (address: InternetAddress, port: UInt16)? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let address = InternetAddress(String(host)), address.isIPv6 == isBracketed else { return nil }
        return (address, port)
    }

    /// Octets of 255.255.255.255.
    public static let longestDotted = 15

    /// An IPv4 address in its dotted form: short enough for a string to hold it without memory of its own.
    private var dotted: String {
        unsafe String(unsafeUninitializedCapacity: Self.longestDotted) { buffer in
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            appendDotted(to: &output)
            return unsafe output.finalize(for: buffer)
        }
    }

    /// Adds an IPv4 address in its dotted form, ``longestDotted`` octets at most.
    public func appendDotted(to output: inout OutputSpan<UInt8>) {
        for shift: UInt64 in [24, 16, 8, 0] {
            if shift < 24 { output.append(UInt8(ascii: ".")) }
            let octet = UInt8(truncatingIfNeeded: low >> shift)
            if octet >= 100 { output.append(UInt8(ascii: "0") + octet / 100) }
            if octet >= 10 { output.append(UInt8(ascii: "0") + octet / 10 % 10) }
            output.append(UInt8(ascii: "0") + octet % 10)
        }
    }
}
