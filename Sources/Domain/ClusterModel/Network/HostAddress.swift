public import Documents
internal import Platform

/// Where a service is: an IPv4 or IPv6 address, or a host name.
public struct HostAddress: Hashable, Sendable, CustomStringConvertible {
    /// Which of the three it is.
    public enum Kind: Sendable {
        /// Four octets.
        case ipv4
        /// Eight groups of 16 bits.
        case ipv6
        /// A name of the domain name system.
        case name
    }

    /// The longest host name a phone takes (formats.md 1.3).
    public static let maximumLength = 50
    /// The longest label of a host name (RFC 1035, section 2.3.4).
    private static let maximumLabelLength = 63

    /// Which of the three it is.
    public let kind: Kind
    /// The address in its canonical form, the name in lower case.
    public let text: String

    /// Reads an address or a name.
    public init(_ text: String) throws(InvalidValue) {
        let remedy = "Give an IPv4 or IPv6 address or a host name, such as 192.0.2.10 or gw.example.net."
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength else {
            throw InvalidValue(
                text.isEmpty ? "The address is empty." : "The address is longer than \(Self.maximumLength) characters.",
                remedy: remedy
            )
        }
        // An address with an interface is one on this host only.
        if !text.contains("%"), let address = InternetAddress(text) {
            kind = address.isIPv6 ? .ipv6 : .ipv4
            self.text = address.description
        } else {
            guard Self.isHostName(text) else {
                throw InvalidValue("\"\(text)\" is neither an address nor a host name.", remedy: remedy)
            }
            kind = .name
            self.text = text.asciiLowercased
        }
    }

    /// The address or name.
    public var description: String { text }

    private static func isHostName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        // A last label of digits alone would be read as an address by others (RFC 1123, section 2.1).
        guard let last = labels.last, !last.allSatisfy(\.isNumber) else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= maximumLabelLength && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
    }
}

extension HostAddress: DocumentConvertible {
    /// Reads an address or a name.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The address as text.
    public var document: Document { .string(text) }
}
