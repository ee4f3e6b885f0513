internal import Glibc

/// A client's address and port.
public struct ClientAddress: Hashable, Sendable, CustomStringConvertible {
    /// The upper 64 bits of an IPv6 address; 0 for IPv4.
    public let high: UInt64
    /// The lower 64 bits of an IPv6 address, or the 32 of an IPv4 one.
    public let low: UInt64
    /// The interface of a link-local address; 0 for any other.
    public let scope: UInt32
    /// The port.
    public let port: UInt16
    /// Whether it is an IPv6 address.
    public let isIPv6: Bool

    /// An address in host byte order.
    public init(high: UInt64, low: UInt64, scope: UInt32, port: UInt16, isIPv6: Bool) {
        self.high = high
        self.low = low
        self.scope = scope
        self.port = port
        self.isIPv6 = isIPv6
    }

    /// The address without its port.
    public var host: String {
        guard isIPv6 else { return dotted }
        let text = Self.format(high: high, low: low)
        return scope == 0 ? text : "\(text)%\(scope)"
    }

    /// The address and port, IPv6 in brackets.
    public var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Adds the address and port as text.
    public func append(to bytes: inout [UInt8]) {
        guard !isIPv6 else {
            bytes.append(contentsOf: description.utf8)
            return
        }
        bytes.append(addingCapacity: Self.longestDotted) { appendDotted(to: &$0) }
        bytes.append(UInt8(ascii: ":"))
        bytes.append(decimal: Int(port))
    }

    /// Octets of 255.255.255.255.
    private static let longestDotted = 15

    /// An IPv4 address in its dotted form: short enough for a string to hold it without memory of its own.
    private var dotted: String {
        unsafe String(unsafeUninitializedCapacity: Self.longestDotted) { buffer in
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            appendDotted(to: &output)
            return unsafe output.finalize(for: buffer)
        }
    }

    private func appendDotted(to output: inout OutputSpan<UInt8>) {
        for shift: UInt64 in [24, 16, 8, 0] {
            if shift < 24 { output.append(UInt8(ascii: ".")) }
            let octet = UInt8(truncatingIfNeeded: low >> shift)
            if octet >= 100 { output.append(UInt8(ascii: "0") + octet / 100) }
            if octet >= 10 { output.append(UInt8(ascii: "0") + octet / 10 % 10) }
            output.append(UInt8(ascii: "0") + octet % 10)
        }
    }

    /// An IPv6 address in its shortest form (RFC 5952).
    private static func format(high: UInt64, low: UInt64) -> String {
        let words: [2 of UInt64] = [high.bigEndian, low.bigEndian]
        let text = unsafe [CChar](unsafeUninitializedCapacity: Int(INET6_ADDRSTRLEN)) { buffer, count in
            unsafe words.span.withUnsafeBytes { bytes in
                _ = unsafe inet_ntop(AF_INET6, bytes.baseAddress, buffer.baseAddress, socklen_t(buffer.count))
            }
            count = unsafe strnlen(buffer.baseAddress ?? .init(bitPattern: 1).unsafelyUnwrapped, buffer.count)
        }
        return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Adds a number that is not negative, in decimal digits.
    public mutating func append(decimal number: Int) {
        var rest = UInt(Swift.max(0, number))
        // From the last digit to the first: a division by a constant is a multiplication.
        var digits: [20 of UInt8] = .init(repeating: 0)
        var start = digits.count
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        append(addingCapacity: digits.count - start) { output in
            for index in start..<digits.count { output.append(digits[index]) }
        }
    }
}
