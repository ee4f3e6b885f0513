public import Platform

/// Hears of every request's end; called on the packet path, so it must neither block nor fail.
public protocol TransferObserver: Sendable {
    /// One request has ended.
    func transferEnded(_ record: TransferRecord)

    /// One address asks for the files of many phones that are not published, as someone does who guesses names.
    ///
    /// - Parameter client: The address, as text.
    func enumerationSuspected(client: String)
}

extension TransferObserver {
    /// Does nothing.
    public func enumerationSuspected(client: String) {}
}

/// One request from beginning to end: what the log, the counters and the fetch records are made of.
public struct TransferRecord: Sendable {
    /// How a request ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Every block was sent and the last one acknowledged.
        case fetched
        /// Every block but the last was acknowledged, and the last was sent; its acknowledgement never came, as with some
        /// phones. Nothing proves that it arrived. Never said of who has acknowledged nothing of the data.
        case sent
        /// The client stopped answering before the end.
        case abandoned
        /// The client sent an ERROR that tells of a fault, or its host said that nobody listens there any more.
        case aborted
        /// The client ended it on purpose with an ERROR, as many do that only want to know the file's size: no fault.
        case cancelled
        /// The request was answered with an ERROR.
        case refused
        /// The server ended the transfer, for instance because a static file changed while it was sent.
        case failed
    }

    /// Who asked.
    public var client: ClientAddress
    /// The requested name.
    public var file: FileName
    /// How it ended.
    public var outcome: Outcome
    /// Why, when it was not fetched.
    public var reason: TransferReason?
    /// The publication the bytes came from.
    public var position: PublishedPosition?
    /// The SHA-256 of the file.
    public var hash: SHA256Hash?
    /// The file's length in bytes as sent.
    public var length: Int
    /// DATA packets sent, repeats included.
    public var blocks: Int
    /// How many packets were repeats.
    public var retransmits: Int
    /// The negotiated options, in the order of the OACK.
    public var options: TransferOptions
    /// From the request to the end, in microseconds.
    public var microseconds: Int
    /// Whether the daemon asked itself (``FileProbing``); what phones have fetched is not told by that.
    public var isProbe: Bool

    /// A record with the given fields.
    public init(
        client: ClientAddress,
        file: FileName,
        outcome: Outcome,
        reason: TransferReason? = nil,
        position: PublishedPosition? = nil,
        hash: SHA256Hash? = nil,
        length: Int = 0,
        blocks: Int = 0,
        retransmits: Int = 0,
        options: TransferOptions = TransferOptions(),
        microseconds: Int = 0,
        isProbe: Bool = false
    ) {
        self.client = client
        self.file = file
        self.outcome = outcome
        self.reason = reason
        self.position = position
        self.hash = hash
        self.length = length
        self.blocks = blocks
        self.retransmits = retransmits
        self.options = options
        self.microseconds = microseconds
        self.isProbe = isProbe
    }
}
