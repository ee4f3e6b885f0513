/// What the server counts; the raw value is the word in metrics.
public enum TFTPServerCounter: String, Sendable, CaseIterable {
    /// Read and write requests that were understood and allowed.
    case requests
    /// Requests that joined the transfer they had already begun.
    case repeatedRequests = "repeated-requests"
    /// Transfers that ended with the last acknowledgement.
    case fetched
    /// Transfers that ended without the last acknowledgement.
    case sent
    /// Transfers whose client stopped answering.
    case abandoned
    /// Transfers that the client ended.
    case aborted
    /// Requests answered with an ERROR.
    case refused
    /// Transfers that the server ended.
    case failed
    /// DATA packets sent, repeats included, of ended transfers.
    case blocks
    /// Packets sent again, of ended transfers.
    case retransmits
    /// Octets of completed files.
    case bytes
    /// Datagrams that were no TFTP, or not for a read-only server.
    case malformed
    /// Packets to a transfer's port from someone who has no transfer there.
    case unknownTransferIDs = "unknown-transfer-ids"
    /// Requests dropped because there were too many transfers.
    case droppedTransferLimit = "dropped-transfer-limit"
    /// Requests dropped because too many transfers of their network or name were not acknowledged.
    case droppedUnacknowledged = "dropped-unacknowledged"
    /// Requests dropped because their address sent too many.
    case droppedRequestRate = "dropped-request-rate"
    /// Requests dropped because their address lies in none of the allowed networks.
    case droppedSubnet = "dropped-subnet"
    /// Requests dropped because the server is draining.
    case droppedDraining = "dropped-draining"
    /// Netascii requests dropped because too much text is being translated.
    case droppedTranslation = "dropped-translation"
    /// Datagrams the kernel dropped because a receive buffer was full (SO_RXQ_OVFL).
    case receiveQueueDrops = "receive-queue-drops"
    /// Datagrams the kernel would not send.
    case sendFailures = "send-failures"
    /// Addresses that asked for many unpublished phones' files in a short time.
    case enumerations
}
