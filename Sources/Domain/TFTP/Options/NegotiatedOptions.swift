/// What client and server agreed on: the OACK's content and the transfer's parameters.
///
/// A value that is malformed or out of its range is left out of the OACK, which RFC 2347 permits and which works with more
/// clients than ERROR 8 does. A block or a window larger than allowed becomes the largest allowed.
public struct NegotiatedOptions: Sendable {
    /// One agreed option.
    public struct Entry: Sendable {
        /// The value in the OACK.
        public var value: UInt64 = 0
        var capitals: UInt16 = 0
        /// Which option.
        public var option = TransferOption.blockSize

        /// Calls `body` with each letter of the name as the client spelt it.
        func forEachLetter(_ body: (UInt8) -> Void) {
            var bit: UInt16 = 1
            for letter in option.name.utf8 {
                body(capitals & bit == 0 ? letter : letter & ~0x20)
                bit <<= 1
            }
        }
    }

    private var entries: [4 of Entry] = .init(repeating: Entry())
    /// How many options were agreed on; with none there is no OACK.
    public var count: Int { Int(agreed) }
    /// Data octets in every block but the last.
    public var blockSize: Int { Int(block) }
    /// Blocks sent before an acknowledgement is awaited.
    public var windowSize: Int { Int(window) }
    /// The client's resend interval in seconds, when it gave one.
    public var timeoutSeconds: Int? { timeout > 0 ? Int(timeout) : nil }

    // As small as their ranges allow: each open transfer holds them.
    private var block = UInt16(OptionLimits.defaultBlockSize)
    private var window: UInt16 = 1
    private var timeout: UInt8 = 0
    private var agreed: UInt8 = 0

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
            entries[count] = Entry(value: UInt64(answer), capitals: request.capitals, option: request.option)
            agreed += 1
        }
    }

    /// The agreed option at `index`, counted from 0 in the order of the request.
    public subscript(index: Int) -> Entry { entries[index] }

    private mutating func accept(_ option: TransferOption, _ asked: Int, limits: OptionLimits, length: Int) -> Int? {
        switch option {
        case .blockSize:
            guard asked >= OptionLimits.blockSizes.lowerBound else { return nil }
            block = UInt16(clamping: min(asked, limits.maximumBlockSize))
            return blockSize
        case .windowSize:
            guard asked >= OptionLimits.windowSizes.lowerBound else { return nil }
            window = UInt16(clamping: min(asked, limits.maximumWindowSize))
            return windowSize
        case .timeout:
            // RFC 2349: the value must match the client's, so it is taken or left.
            guard OptionLimits.timeouts.contains(asked) else { return nil }
            timeout = UInt8(clamping: asked)
            return asked
        case .transferSize:
            return length
        }
    }
}
