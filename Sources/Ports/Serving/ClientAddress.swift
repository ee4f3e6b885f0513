internal import Platform

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
    public var host: String { address.description }

    /// The address and port, IPv6 in brackets.
    public var description: String { address.text(port: port) }

    private var address: InternetAddress { InternetAddress(high: high, low: low, scope: scope, isIPv6: isIPv6) }

    /// Adds the address and port as text.
    public func append(to bytes: inout [UInt8]) {
        guard !isIPv6 else {
            bytes.append(contentsOf: description.utf8)
            return
        }
        bytes.append(addingCapacity: InternetAddress.longestDotted) { address.appendDotted(to: &$0) }
        bytes.append(UInt8(ascii: ":"))
        bytes.append(decimal: Int(port))
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
