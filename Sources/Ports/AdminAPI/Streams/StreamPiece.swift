/// The kinds of lines that the answer to an ``AdminStreamRequest`` is made of; each line is `{"<kind>":<value>}`.
public enum StreamPiece: String, Sendable, CaseIterable {
    /// What must be known before the first item.
    case head
    /// How far the work is: ``WorkProgress``.
    case progress
    /// One of the things that were asked for.
    case item
    /// The last line of an answer: the request's summary.
    case end
    /// The last line of a refusal: ``ProblemReport``.
    case error

    /// What a line of this kind begins with; `}` ends it.
    public var prefix: [UInt8] {
        switch self {
        case .head: Self.headPrefix
        case .progress: Self.progressPrefix
        case .item: Self.itemPrefix
        case .end: Self.endPrefix
        case .error: Self.errorPrefix
        }
    }

    // Made once: there are lines by the hundred thousand.
    private static let headPrefix = Array(#"{"head":"#.utf8)
    private static let progressPrefix = Array(#"{"progress":"#.utf8)
    private static let itemPrefix = Array(#"{"item":"#.utf8)
    private static let endPrefix = Array(#"{"end":"#.utf8)
    private static let errorPrefix = Array(#"{"error":"#.utf8)

    /// The line with its end.
    public func line(_ json: some Sequence<UInt8>) -> [UInt8] {
        prefix + json + [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    }

    /// The kind of a line without its end, and the JSON of its value; none when it is no such line.
    public static func read(_ line: ArraySlice<UInt8>) -> (kind: StreamPiece, json: ArraySlice<UInt8>)? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        for kind in [StreamPiece.item, .progress, .head, .end, .error] where line.starts(with: kind.prefix) {
            return (kind, line.dropFirst(kind.prefix.count).dropLast())
        }
        return nil
    }
}
