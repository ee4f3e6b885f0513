internal import Synchronization

/// One worker's counters: written by its thread, read by anyone.
final class WorkerCounters: Sendable {
    private let values: [32 of Atomic<Int>]

    init() {
        values = InlineArray { _ in Atomic(0) }
    }

    func add(_ amount: Int = 1, to counter: TFTPServerCounter) {
        values[counter.index].wrappingAdd(amount, ordering: .relaxed)
    }

    func value(at index: Int) -> Int { values[index].load(ordering: .relaxed) }
}

extension TFTPServerCounter {
    /// The counter's place among all of them.
    var index: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}
