/// The counters at one moment.
public struct TFTPServerCounters: Sendable {
    private var values: [Int]
    /// Transfers that were open.
    public var activeTransfers: Int

    /// Adds up the workers' counters.
    init(_ workers: [WorkerCounters], activeTransfers: Int) {
        values = TFTPServerCounter.allCases.map { counter in workers.reduce(0) { $0 + $1[counter] } }
        self.activeTransfers = activeTransfers
    }

    /// How often it has happened since the server started.
    public subscript(counter: TFTPServerCounter) -> Int { values[counter.rawValue] }
}
