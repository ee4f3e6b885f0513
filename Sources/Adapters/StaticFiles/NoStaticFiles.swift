public import Serving

/// What stands in the place of a ``StaticDirectory`` when there is none: it has no file, and says why as one would.
public struct NoStaticFiles: FileSource {
    /// A source without files.
    public init() {}

    /// Finds nothing; ``Serving/MissReason/reservedName`` for the names of generated files.
    public func find(_ name: Span<UInt8>) -> FileLookup {
        switch RequestedPath(name) {
        case .refused(let reason): .missing(reason)
        case .path: .missing(.notFound)
        }
    }
}
