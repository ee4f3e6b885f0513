internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension Administrator {
    /// Who does what nobody asked for, as the audit trail has it.
    static let daemon = "cnfd"

    /// Publishes the waves that are due, and gives up operations whose phones do not follow.
    ///
    /// What goes wrong with one operation keeps no other waiting.
    ///
    /// - Returns: The operations something was done of.
    /// - Throws: What the store throws, once every operation was looked at; then it is tried again the next time.
    @discardableResult
    public func advanceOperations() async throws -> [Int] {
        let publishing = try await store.read { try $0.operations(.publishing, limit: .max) }
        var advanced: [Int] = []
        var failure: (any Error)?
        for operation in publishing.sorted(by: { $0.id < $1.id }) {
            do {
                if try await advance(operation) { advanced.append(operation.id) }
            } catch let error as CancellationError {
                throw error
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return advanced
    }

    private func advance(_ operation: ResetOperation) async throws -> Bool {
        let context = context(operation.actor)
        let next = NextWave(id: operation.id)
        let reason: String
        do {
            guard try await store.read({ try next.isDue(in: $0, now: context.now) }) else { return false }
            return try await store.write { try next.take(in: $0, context) }
        } catch let error as CancellationError {
            throw error
        } catch let problem as Problem {
            // A clock that is asked about is waited for, as a disk is: nobody is there to answer.
            guard problem.kind != .unavailable, problem.code != PublishingClock.farAheadCode else { throw problem }
            reason = problem.description
        } catch {
            reason = "The daemon failed: \(error)."
        }
        // It would be refused again each time; whoever began it has to know.
        try await store.write { try next.stop(reason, in: $0, now: context.now) }
        return true
    }
}
