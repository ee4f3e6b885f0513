/// Where the TFTP server gets its files; what it knows of everything above it.
public protocol FileSource: Sendable {
    /// Finds a file by the name a client asked for.
    ///
    /// Called on the packet path: it must not block, and it must treat `name` as hostile.
    ///
    /// - Parameter name: The name's bytes as they came, without the terminating NUL.
    /// - Returns: The content, or why there is none.
    func find(_ name: Span<UInt8>) -> FileLookup
}

/// The answer to a client's file name.
public enum FileLookup: Sendable {
    /// The file to send.
    case found(FileContent)
    /// There is nothing to send; a client sees ERROR 1 whatever the reason, the log says which.
    case missing(MissReason)
    /// It cannot be told now; a client is left to ask again.
    case busy
}

/// Why a name has no file; the raw value is the word in logs and counters.
public enum MissReason: String, Sendable, CaseIterable {
    /// A phone's file of that name is not published.
    case notPublished = "not-published"
    /// The name is reserved for generated files of a kind that is not published (a trust list, a signed file).
    case reservedName = "reserved-name"
    /// No static file has that name.
    case notFound = "not-found"
    /// The name leads out of the static directory, through a link, or to something that is not a regular file.
    case notServable = "not-servable"
    /// The static file is there but could not be opened.
    case unreadable = "unreadable"
    /// The name cannot be a file name: empty, too long, or with control characters.
    case badName = "bad-name"
}

/// Several sources asked in order; the first that has the file wins (P03).
public struct LayeredFileSource: FileSource {
    private let layers: [any FileSource]

    /// Layers in order of precedence.
    public init(_ layers: [any FileSource]) {
        self.layers = layers
    }

    /// Finds `name` in the first layer that has it; a later layer is asked only when the earlier ones answered
    /// ``MissReason/notFound``.
    public func find(_ name: Span<UInt8>) -> FileLookup {
        for layer in layers {
            let answer = layer.find(name)
            if case .missing(.notFound) = answer { continue }
            return answer
        }
        return .missing(.notFound)
    }
}
