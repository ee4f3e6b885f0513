/// How far a long piece of work is.
public struct WorkProgress: Codable, Hashable, Sendable {
    /// What is done now.
    public enum Phase: String, Codable, Sendable {
        /// Rows are checked and saved.
        case saving
        /// New phones' first files are made.
        case publishing
    }

    /// What is done now.
    public var phase: Phase
    /// How many are done.
    public var done: Int
    /// How many there are.
    public var total: Int
    /// How many of those done were refused.
    public var failed: Int

    /// A progress with the given parts.
    public init(phase: Phase, done: Int, total: Int, failed: Int) {
        self.phase = phase
        self.done = done
        self.total = total
        self.failed = failed
    }
}
