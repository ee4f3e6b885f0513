/// Why a directory of static files cannot be used: what went wrong, and what to do about it.
public struct StaticDirectoryError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, naming the directory.
    public let message: String
    /// What can be done about it.
    public let remedy: String

    /// The stable word for this kind of failure.
    public var code: String { "static-directory" }

    /// The message and the remedy.
    public var description: String { "\(message). \(remedy)." }
}
