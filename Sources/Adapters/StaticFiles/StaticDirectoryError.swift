public import Platform

/// Why a directory of static files cannot be used: what went wrong, and what to do about it.
public struct StaticDirectoryError: RemediedError, Sendable {
    /// What went wrong, naming the directory.
    public let message: String
    /// What can be done about it.
    public let remedy: String

    /// The stable word for this kind of failure.
    public var word: String { "static-directory" }
}
