/// Why a request ended as it did; the raw value is the word in logs, records and counters.
public enum TransferReason: String, Sendable, CaseIterable {
    /// The client asked for something else, or again from the beginning, from the same port.
    case newRequest = "new-request"
    /// The mode `mail` of RFC 1350 is not served.
    case mailMode = "mail-mode"
    /// The client wanted to write.
    case writeRequest = "write-request"
    /// The file is not fit for netascii.
    case notTranslated = "not-translated"
    /// The static file changed while it was sent.
    case fileChanged = "file-changed"
    /// The client sent an ERROR that tells of a fault.
    case clientError = "client-error"
    /// The client sent ERROR 0 or 8: it wants no more.
    case clientCancelled = "client-cancelled"
    /// The client's host said that nobody listens there any more.
    case unreachable
    /// The client stopped answering.
    case timeout
    /// The client did not answer, and others waited for a file to be opened.
    case openFiles = "open-files"
    /// It had acknowledged nothing and made way for a newer transfer.
    case crowdedOut = "crowded-out"
    /// Its address had acknowledged too little to be sent anything in time.
    case paced
    /// The server stopped, and would wait no longer.
    case drainTimeout = "drain-timeout"

    /// See ``MissReason/notPublished``.
    case notPublished = "not-published"
    /// See ``MissReason/reservedName``.
    case reservedName = "reserved-name"
    /// See ``MissReason/notFound``.
    case notFound = "not-found"
    /// See ``MissReason/notServable``.
    case notServable = "not-servable"
    /// See ``MissReason/unreadable``.
    case unreadable
    /// See ``MissReason/badName``.
    case badName = "bad-name"

    /// There was nothing to send.
    public init(_ reason: MissReason) {
        self =
            switch reason {
            case .notPublished: .notPublished
            case .reservedName: .reservedName
            case .notFound: .notFound
            case .notServable: .notServable
            case .unreadable: .unreadable
            case .badName: .badName
            }
    }
}
