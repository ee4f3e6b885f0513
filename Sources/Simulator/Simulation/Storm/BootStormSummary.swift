/// What came of a boot storm.
public struct BootStormSummary: Codable, Hashable, Sendable {
    /// Phones that were switched on.
    public var phones = 0
    /// Phones that got a configuration, the default included.
    public var completed = 0
    /// Phones among them that got only the default configuration.
    public var completedWithDefault = 0
    /// Phones that gave up.
    public var failed = 0
    /// Phones that gave up, by the word of ``BootFailure``.
    public var failures: [String: Int] = [:]
    /// Files fetched whole.
    public var files = 0
    /// Requests answered with ERROR 1.
    public var missing = 0
    /// Octets of the files fetched.
    public var bytes = 0
    /// Packets the phones sent again.
    public var retransmits = 0
    /// Packets that came to a phone again.
    public var duplicates = 0
    /// Files asked for anew after an ERROR.
    public var restarts = 0
    /// Packets the simulator lost on purpose, both directions.
    public var lost = 0
    /// Datagrams that the phones' own queues dropped or the kernel would not take: the simulator was too slow.
    public var dropped = 0
    /// From the first phone's start to the last one's end, in seconds.
    public var seconds = 0.0
    /// What chose the lost packets.
    public var seed: UInt64 = 0
    /// A phone's whole boot, of those that completed.
    public var boot: DurationSummary?
    /// One file, from the request to the last block.
    public var file: DurationSummary?
    /// One file that is missing, from the request to the ERROR.
    public var miss: DurationSummary?

    private enum CodingKeys: String, CodingKey {
        case phones, completed, failed, failures, files, missing, bytes, retransmits, duplicates, restarts, lost
        case dropped, seconds, seed
        case completedWithDefault = "completed-with-default"
        case boot = "boot-milliseconds"
        case file = "file-milliseconds"
        case miss = "missing-file-milliseconds"
    }
}
