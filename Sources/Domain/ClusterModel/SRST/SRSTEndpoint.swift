internal import Documents

/// One address and port of a survivable gateway.
public struct SRSTEndpoint: Hashable, Sendable {
    /// The gateway's address.
    public let address: HostAddress
    /// The port phones register to.
    public let port: Port

    init?(_ reader: inout FieldReader, defaultPort: Port) {
        let address: HostAddress? = reader.required("address")
        let port = reader.optional("port", default: defaultPort)
        guard let address, let port else { return nil }
        self.address = address
        self.port = port
    }

    var document: Document {
        .mapping([Document.Entry("address", address.document), Document.Entry("port", port.document)])
    }
}
