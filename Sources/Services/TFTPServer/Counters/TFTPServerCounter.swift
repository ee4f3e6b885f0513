/// What the server counts; the raw value is its place among the counters, ``name`` the word in metrics.
public enum TFTPServerCounter: Int, Sendable, CaseIterable {
    /// Read and write requests that were allowed, malformed ones included.
    case requests
    /// Requests that joined the transfer they had already begun.
    case repeatedRequests
    /// Requests that were taken for late copies of the one that had begun a running transfer, and passed over.
    case lateRequests
    /// Transfers that ended with the last acknowledgement.
    case fetched
    /// Transfers that ended without the last acknowledgement, every other block acknowledged.
    case sent
    /// Transfers whose client stopped answering.
    case abandoned
    /// Transfers that the client ended because of a fault, or whose client was gone.
    case aborted
    /// Transfers that the client ended on purpose.
    case cancelled
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
    case unknownTransferIDs
    /// Packets of transfers that had ended a short while before, or to the port of a client's former transfer; not answered.
    case latePackets
    /// Requests dropped because there were too many transfers, all of them acknowledged.
    case droppedTransferLimit
    /// Requests dropped because no transfer that is not acknowledged may be open to their network or of their name.
    case droppedUnacknowledged
    /// Transfers that had acknowledged nothing and made way for newer ones.
    case crowdedOut
    /// Transfers whose first answer had to wait, for their address had acknowledged too little.
    case held
    /// Resends, and answers to repeated requests, that were put off for the same reason.
    case withheld
    /// Requests dropped because their address sent too many.
    case droppedRequestRate
    /// Requests dropped because their address lies in none of the allowed networks.
    case droppedSubnet
    /// Packets dropped because they were sent to a broadcast or multicast address; each worker counts them.
    case droppedBroadcast
    /// Requests dropped because the worker they were handed to is too far behind.
    case droppedBacklog
    /// Requests dropped because the server is draining.
    case droppedDraining
    /// Netascii requests dropped because too much text is being translated.
    case droppedTranslation
    /// Requests dropped because no more files can be opened.
    case droppedOpenFiles
    /// Datagrams the kernel dropped because a receive buffer was full; looked at once a second.
    case receiveQueueDrops
    /// Datagrams the kernel would not send.
    case sendFailures
    /// Networks whose path was found to carry less than the link.
    case narrowPaths
    /// DATA packets that might be cut up on their way, because they were sent again or their path is narrow.
    case divisibleBlocks
    /// Ports for transfers that were exchanged for others.
    case portsExchanged
    /// Times that no other port could be had, and one stayed.
    case portsKept
    /// Addresses that asked for many unpublished phones' files in a short time.
    case enumerations

    /// The counter's word in metrics: `dropped-transfer-limit` for ``droppedTransferLimit``.
    public var name: String {
        var wasUppercase = false
        return "\(self)".reduce(into: "") { name, letter in
            // IDs is one word.
            if letter.isUppercase && !wasUppercase { name += "-" }
            wasUppercase = letter.isUppercase
            name += letter.lowercased()
        }
    }
}
