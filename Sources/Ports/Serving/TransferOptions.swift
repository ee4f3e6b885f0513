/// The negotiated options of a transfer, in the order of the OACK.
///
/// There are four at most (RFC 2348, 2349, 7440), and they take no memory beside the value.
public struct TransferOptions: Sendable, RandomAccessCollection {
    /// An option that can be negotiated; the raw value is its name.
    public enum Name: String, Sendable {
        /// RFC 2348.
        case blockSize = "blksize"
        /// RFC 2349.
        case timeout
        /// RFC 2349.
        case transferSize = "tsize"
        /// RFC 7440.
        case windowSize = "windowsize"
    }

    /// One option; its text is `name=value`.
    public struct Element: Sendable, CustomStringConvertible {
        /// Which one.
        public let name: Name
        /// The value in the OACK.
        public let value: Int

        /// `blksize=1428`.
        public var description: String { "\(name.rawValue)=\(value)" }
    }

    /// How many there can be.
    public static let most = 4

    private var names: [4 of Name] = .init(repeating: .blockSize)
    private var values: [4 of Int] = .init(repeating: 0)
    /// How many there are.
    public private(set) var count = 0

    /// No options.
    public init() {}

    /// Adds one; beyond ``most`` it is left out.
    public mutating func append(_ name: Name, _ value: Int) {
        guard count < Self.most else { return }
        names[count] = name
        values[count] = value
        count += 1
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// ``count``.
    public var endIndex: Int { count }

    /// The option at `index`.
    public subscript(index: Int) -> Element { Element(name: names[index], value: values[index]) }
}
