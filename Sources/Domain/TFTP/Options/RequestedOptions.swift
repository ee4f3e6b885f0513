/// The known options of one request, each at most once, in the order they came.
public struct RequestedOptions: Sendable {
    /// One option as requested.
    struct Entry: Sendable {
        var option = TransferOption.blockSize
        /// Which letters of the name were capitals: bit n stands for letter n.
        var capitals: UInt16 = 0
        /// The value; `nil` when it was not a decimal number.
        var value: UInt64?
    }

    private var entries: [4 of Entry] = .init(repeating: Entry())
    /// How many known options there are.
    public private(set) var count = 0

    /// No options.
    public init() {}

    /// Reads name and value pairs up to the end or up to the first pair that is not terminated.
    ///
    /// Unknown options are passed over (RFC 2347 section 3). The first of several equal options wins.
    init(_ bytes: Span<UInt8>) {
        var start = 0
        while let nameEnd = bytes.terminator(from: start), let valueEnd = bytes.terminator(from: nameEnd + 1) {
            let name = bytes.extracting(start..<nameEnd)
            if let option = TransferOption(spelt: name), !contains(option) {
                let value = bytes.extracting(nameEnd + 1..<valueEnd).decimalValue()
                entries[count] = Entry(option: option, capitals: Self.capitals(of: name), value: value)
                count += 1
            }
            start = valueEnd + 1
        }
    }

    /// The option at `index`, counted from 0 in the order of the request.
    subscript(index: Int) -> Entry { entries[index] }

    private func contains(_ option: TransferOption) -> Bool {
        for index in 0..<count where entries[index].option == option { return true }
        return false
    }

    private static func capitals(of name: Span<UInt8>) -> UInt16 {
        var capitals: UInt16 = 0
        for index in 0..<name.count where name[index].lowercasedASCII != name[index] { capitals |= 1 << UInt16(index) }
        return capitals
    }
}
