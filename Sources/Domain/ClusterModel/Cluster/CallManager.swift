internal import Documents

/// One call manager: a server that phones register to, with the ports it listens on.
public struct CallManager: Hashable, Sendable {
    /// What administrators call it.
    public let name: ObjectName
    /// For people.
    public let description: PlainText
    /// The host that phones connect to (`processNodeName`).
    public let address: HostAddress
    /// SCCP.
    public let sccpPort: Port
    /// SIP over TCP and UDP.
    public let sipPort: Port
    /// SIP over TLS; in the file whatever the security mode (requirements.md, "ports in callManagerGroup").
    public let securedSIPPort: Port
    /// MGCP gateways.
    public let mgcpListenPort: Port
    /// MGCP gateways' keep-alives.
    public let mgcpKeepAlivePort: Port

    init?(_ reader: inout FieldReader) {
        let address: HostAddress? = reader.required("address")
        let name = reader.optional("name", as: ObjectName.self)
        let description = reader.optional("description", default: PlainText.empty)
        let sccp = reader.optional("sccp-port", default: Port.sccp)
        let sip = reader.optional("sip-port", default: Port.sip)
        let securedSIP = reader.optional("secured-sip-port", default: Port.securedSIP)
        let mgcpListen = reader.optional("mgcp-listen-port", default: Port.mgcpListen)
        let mgcpKeepAlive = reader.optional("mgcp-keep-alive-port", default: Port.mgcpKeepAlive)
        guard let address, let name, let description, let sccp, let sip, let securedSIP, let mgcpListen,
            let mgcpKeepAlive, let ownName = name ?? (try? ObjectName(address.text))
        else { return nil }
        self.name = ownName
        self.description = description
        self.address = address
        sccpPort = sccp
        sipPort = sip
        securedSIPPort = securedSIP
        mgcpListenPort = mgcpListen
        mgcpKeepAlivePort = mgcpKeepAlive
    }

    var document: Document {
        .mapping([
            Document.Entry("name", name.document),
            Document.Entry("description", description.document),
            Document.Entry("address", address.document),
            Document.Entry("sccp-port", sccpPort.document),
            Document.Entry("sip-port", sipPort.document),
            Document.Entry("secured-sip-port", securedSIPPort.document),
            Document.Entry("mgcp-listen-port", mgcpListenPort.document),
            Document.Entry("mgcp-keep-alive-port", mgcpKeepAlivePort.document),
        ])
    }
}
