public import Documents

/// A phone's name: `SEP` and its MAC address; also the stem of its file's name.
public struct DeviceName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The address the name is made of.
    public let macAddress: MACAddress

    /// The name of the phone with the given address.
    public init(_ macAddress: MACAddress) { self.macAddress = macAddress }

    /// Reads a name, or the address alone in any usual spelling (A07).
    public init(_ text: String) throws(InvalidValue) { macAddress = try MACAddress(text) }

    /// `SEP` and 12 upper-case hexadecimal digits.
    public var description: String { "SEP" + macAddress.digits }

    /// The name of the phone's configuration file (P01).
    public var fileName: String { description + ".cnf.xml" }

    /// Ordered by address.
    public static func < (left: DeviceName, right: DeviceName) -> Bool {
        left.macAddress.bits < right.macAddress.bits
    }
}

extension DeviceName: DocumentConvertible {
    /// Reads a name or an address.
    public init(_ document: Document) throws(InvalidValue) { try self.init(String(document)) }

    /// The name as text.
    public var document: Document { .string(description) }
}
