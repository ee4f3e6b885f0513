internal import Documents

/// The addresses of the services behind a phone's buttons; an empty one is no service.
public struct ServiceURLs: Hashable, Sendable {
    /// Who checks pushes to the phone.
    public internal(set) var authentication = PlainText.empty
    /// The directory button.
    public internal(set) var directory = PlainText.empty
    /// What an idle phone shows.
    public internal(set) var idle = PlainText.empty
    /// The information button.
    public internal(set) var information = PlainText.empty
    /// The messages button.
    public internal(set) var messages = PlainText.empty
    /// The HTTP proxy, as `host:port`.
    public internal(set) var proxyServer = PlainText.empty
    /// The services button.
    public internal(set) var services = PlainText.empty

    /// No services.
    public init() {}
}

extension ServiceURLs {
    /// Reads the addresses that are given.
    init?(_ reader: inout FieldReader) {
        let authentication = reader.optional("authentication", default: PlainText.empty)
        let directory = reader.optional("directory", default: PlainText.empty)
        let idle = reader.optional("idle", default: PlainText.empty)
        let information = reader.optional("information", default: PlainText.empty)
        let messages = reader.optional("messages", default: PlainText.empty)
        let proxyServer = reader.optional("proxy-server", default: PlainText.empty)
        let services = reader.optional("services", default: PlainText.empty)
        guard let authentication, let directory, let idle, let information, let messages, let proxyServer, let services
        else { return nil }
        self.authentication = authentication
        self.directory = directory
        self.idle = idle
        self.information = information
        self.messages = messages
        self.proxyServer = proxyServer
        self.services = services
    }

    /// Every address, empty ones included.
    var document: Document {
        .mapping([
            Document.Entry("authentication", authentication.document),
            Document.Entry("directory", directory.document),
            Document.Entry("idle", idle.document),
            Document.Entry("information", information.document),
            Document.Entry("messages", messages.document),
            Document.Entry("proxy-server", proxyServer.document),
            Document.Entry("services", services.document),
        ])
    }
}
