/// What client and server agreed on: the OACK's content and the transfer's parameters.
///
/// A value that is malformed or out of its range is left out of the OACK, which RFC 2347 permits and which works with more
/// clients than ERROR 8 does. A block or a window larger than allowed becomes the largest allowed.
public struct NegotiatedOptions: Sendable {
    /// One agreed option.
    public struct Entry: Sendable {
        /// Which option.
        public var option = TransferOption.blockSize
        /// The value in the OACK.
        public var value: UInt64 = 0
        var capitals: UInt16 = 0

        /// The name as the client spelt it.
        public var spelling: String {
            let lower = option.name.utf8
            let spelt = lower.enumerated().map { index, letter in
                capitals & (1 << UInt16(index)) == 0 ? letter : letter & ~0x20
            }
            return String(decoding: spelt, as: UTF8.self)
        }
    }

    private var entries: [4 of Entry] = .init(repeating: Entry())
    /// How many options were agreed on; with none there is no OACK.
    public private(set) var count = 0

    /// Data octets in every block but the last.
    public private(set) var blockSize = OptionLimits.defaultBlockSize
    /// Blocks sent before an acknowledgement is awaited.
    public private(set) var windowSize = 1
    /// The client's resend interval in seconds, when it gave one.
    public private(set) var timeoutSeconds: Int?

    /// Nothing agreed on: RFC 1350 as it stands.
    public init() {}

    /// Answers a request's options.
    ///
    /// - Parameters:
    ///   - requested: The options of the request.
    ///   - limits: How far to go along.
    ///   - length: The number of octets that will be sent, after any translation; the answer to `tsize`.
    public init(_ requested: RequestedOptions, limits: OptionLimits, length: Int) {
        for index in 0..<requested.count {
            let request = requested[index]
            guard let asked = request.value,
                let answer = accept(request.option, Int(clamping: asked), limits: limits, length: length)
            else { continue }
            entries[count] = Entry(option: request.option, value: UInt64(answer), capitals: request.capitals)
            count += 1
        }
    }

    /// The agreed option at `index`, counted from 0 in the order of the request.
    public subscript(index: Int) -> Entry { entries[index] }

    private mutating func accept(_ option: TransferOption, _ asked: Int, limits: OptionLimits, length: Int) -> Int? {
        switch option {
        case .blockSize:
            guard asked >= OptionLimits.blockSizes.lowerBound else { return nil }
            blockSize = min(asked, limits.maximumBlockSize)
            return blockSize
        case .windowSize:
            guard asked >= OptionLimits.windowSizes.lowerBound else { return nil }
            windowSize = min(asked, limits.maximumWindowSize)
            return windowSize
        case .timeout:
            // RFC 2349: the value must match the client's, so it is taken or left.
            guard OptionLimits.timeouts.contains(asked) else { return nil }
            timeoutSeconds = asked
            return asked
        case .transferSize:
            return length
        }
    }
}
