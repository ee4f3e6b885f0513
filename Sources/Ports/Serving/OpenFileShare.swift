internal import Synchronization

/// How many files may be open for reading at once, and how many are: what is left of the process's descriptors when
/// database, log and admin API have theirs.
public final class OpenFileShare: Sendable {
    private let limit: Atomic<Int>
    private let taken = Atomic<Int>(0)

    /// A share of `most` descriptors.
    public init(most: Int) { limit = Atomic(most) }

    /// Lets no more than `most` be taken from now on; what is taken stays so.
    public func limit(to most: Int) { limit.store(most, ordering: .relaxed) }

    /// How many are open.
    public var count: Int { taken.load(ordering: .relaxed) }

    /// Takes a place for one more file; `false`, and nothing taken, when there is none.
    public func take() -> Bool {
        let (former, _) = taken.wrappingAdd(1, ordering: .relaxed)
        guard former < limit.load(ordering: .relaxed) else {
            giveBack()
            return false
        }
        return true
    }

    /// Gives a place back.
    public func giveBack() { taken.wrappingSubtract(1, ordering: .relaxed) }
}
