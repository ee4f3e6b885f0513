public import Platform

/// How what a phone has fetched compares with what it is served: who still runs the old file is told by it (A02).
public enum FetchState: String, CaseIterable, Sendable {
    /// It has acknowledged to the end exactly the file it is served.
    case current
    /// It was sent exactly the file it is served; only the last acknowledgement never came, so nothing proves it.
    case sent
    /// What it last acknowledged to the end is another file.
    case old
    /// It has acknowledged no file to the end.
    case never
    /// It is served no file.
    case unserved

    /// The state of a phone.
    ///
    /// - Parameters:
    ///   - fetches: What is known of its requests; none before the first.
    ///   - served: The SHA-256 of the file it is served; none when there is none.
    public init(_ fetches: PhoneFetches?, served: SHA256Hash?) {
        guard let served else {
            self = .unserved
            return
        }
        if fetches?.lastComplete?.hash == served {
            self = .current
        } else if fetches?.sentSince?.hash == served {
            self = .sent
        } else {
            self = fetches?.lastComplete == nil ? .never : .old
        }
    }

    /// Whether it is served a file that it is not proved to have.
    public var isBehind: Bool {
        switch self {
        case .current, .unserved: false
        case .sent, .old, .never: true
        }
    }
}
