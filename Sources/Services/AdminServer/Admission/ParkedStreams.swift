/// The streams that have given their places up until whoever asked takes more: only so many, for each holds some pages of
/// its answer. A value without a clock or a lock.
struct ParkedStreams {
    /// A stream that waits for whoever asked.
    private struct Stream {
        let visitor: Int
        let end: @Sendable () -> Void
    }

    private let most: Int
    /// The one that has waited longest first.
    private var streams: [Stream] = []

    /// At most `most`.
    init(most: Int) { self.most = most }

    /// Takes a stream in; answers what ends the one that has waited longest, when there are too many.
    ///
    /// - Parameters:
    ///   - visitor: Its number.
    ///   - end: Ends it.
    /// - Returns: What is to be called.
    mutating func park(_ visitor: Int, end: @Sendable @escaping () -> Void) -> (@Sendable () -> Void)? {
        streams.append(Stream(visitor: visitor, end: end))
        return streams.count > most ? streams.removeFirst().end : nil
    }

    /// The stream goes on, or is over.
    mutating func leave(_ visitor: Int) { streams.removeAll { $0.visitor == visitor } }
}
