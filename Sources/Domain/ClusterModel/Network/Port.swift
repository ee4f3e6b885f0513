public import Documents

/// A UDP or TCP port a phone connects to: 1 to 65535.
public struct Port: Hashable, Sendable {
    /// SCCP (IANA).
    public static let sccp = Port(unchecked: 2000)
    /// SIP (RFC 3261, section 19.1.2).
    public static let sip = Port(unchecked: 5060)
    /// SIP over TLS (RFC 3261, section 19.1.2).
    public static let securedSIP = Port(unchecked: 5061)
    /// Where a call manager listens for MGCP gateways (formats.md 1.2).
    public static let mgcpListen = Port(unchecked: 2427)
    /// Where MGCP gateways send their keep-alives (formats.md 1.2).
    public static let mgcpKeepAlive = Port(unchecked: 2428)
    /// The certificate authority proxy function (formats.md 1.3).
    public static let capf = Port(unchecked: 3804)

    /// The port number.
    public let number: Int

    private init(unchecked number: Int) { self.number = number }

    /// The port with the given number.
    public init(_ number: Int) throws(InvalidValue) {
        guard 1...65535 ~= number else {
            throw InvalidValue(
                "\(number) is not a port.",
                remedy: "Give a number from 1 to 65535.",
                code: "invalid-port"
            )
        }
        self.number = number
    }
}

extension Port: DocumentConvertible {
    /// Reads a port number.
    public init(_ document: Document) throws(InvalidValue) { try self.init(Int(document)) }

    /// The port number.
    public var document: Document { .integer(number) }
}
