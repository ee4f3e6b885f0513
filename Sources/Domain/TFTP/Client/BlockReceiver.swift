/// The receiving side of one transfer in lock-step: which block comes next, and whether it is the last.
public struct BlockReceiver: Sendable {
    /// What a DATA packet means to the transfer.
    public enum Verdict: Hashable, Sendable {
        /// The block that was due, with more to come.
        case next
        /// The block that was due; the file is whole.
        case last
        /// The block before the one that is due, again.
        case repeated
        /// None of these.
        case unexpected
        /// Larger than a block may be, or the end of a file that was announced longer or shorter.
        case invalid
    }

    private var expectedBlock: UInt64 = 1
    private let blockSize: Int
    private let announcedSize: Int?
    /// Data octets that came.
    public private(set) var bytes = 0

    /// A transfer without options (RFC 1350 section 2).
    public init() {
        blockSize = OptionLimits.defaultBlockSize
        announcedSize = nil
    }

    /// A transfer with the options of an OACK; `nil` when they cannot be: there is none, or the server raised the block
    /// size (RFC 2348).
    ///
    /// - Parameters:
    ///   - blockSize: The block size agreed on; the usual one when there is none.
    ///   - transferSize: The file's length, when it was announced.
    ///   - asked: The block size that was asked for, an allowed one.
    public init?(blockSize: Int?, transferSize: Int?, asked: Int) {
        let allowed = OptionLimits.blockSizes.lowerBound...max(asked, OptionLimits.blockSizes.lowerBound)
        guard blockSize != nil || transferSize != nil, blockSize.map(allowed.contains) ?? true else { return nil }
        self.blockSize = blockSize ?? OptionLimits.defaultBlockSize
        announcedSize = transferSize
    }

    /// Whether no block has come yet.
    public var isEmpty: Bool { expectedBlock == 1 }

    /// The block to acknowledge, as the wire carries it: the last that came, 0 for an OACK.
    public var acknowledgement: UInt16 { UInt16(truncatingIfNeeded: expectedBlock - 1) }

    /// Takes a DATA packet with the low 16 bits of its block's number and so many data octets.
    public mutating func take(_ block: UInt16, count: Int) -> Verdict {
        guard block == UInt16(truncatingIfNeeded: expectedBlock) else {
            return !isEmpty && block == acknowledgement ? .repeated : .unexpected
        }
        bytes += count
        expectedBlock += 1
        guard count < blockSize else { return count == blockSize ? .next : .invalid }
        return announcedSize ?? bytes == bytes ? .last : .invalid
    }
}
