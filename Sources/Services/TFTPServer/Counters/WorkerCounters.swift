internal import Synchronization

/// One worker's counters: written by its thread, read by anyone.
final class WorkerCounters: Sendable {
    private let values: [64 of Atomic<Int>]

    init() {
        values = InlineArray { _ in Atomic(0) }
    }

    func add(_ amount: Int = 1, to counter: TFTPServerCounter) {
        values[counter.rawValue].wrappingAdd(amount, ordering: .relaxed)
    }

    subscript(counter: TFTPServerCounter) -> Int { values[counter.rawValue].load(ordering: .relaxed) }
}
