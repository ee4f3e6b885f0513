internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension Administrator {
    /// Publishes the waves that are due, and gives up operations whose phones do not follow.
    ///
    /// - Returns: The operations something was done of.
    /// - Throws: What the store throws; then it is tried again the next time.
    @discardableResult
    public func advanceOperations() async throws -> [Int] {
        let publishing = try await store.read { try $0.operations(.publishing, limit: .max) }
        var advanced: [Int] = []
        for operation in publishing.sorted(by: { $0.id < $1.id }) {
            let context = context(operation.actor)
            do {
                let step = NextWave(id: operation.id)
                if try await store.write({ try step.take(in: $0, context) }) { advanced.append(operation.id) }
            } catch let problem as Problem where problem.kind != .unavailable {
                // It would be refused again each time; whoever reset has to know.
                try await stop(operation.id, because: problem.description)
                advanced.append(operation.id)
            }
        }
        return advanced
    }

    private func stop(_ id: Int, because reason: String) async throws {
        try await store.write { transaction in
            guard var operation = try transaction.operation(id), operation.phase == .publishing else { return }
            operation.phase = .stopped
            operation.reason = reason
            try transaction.update(operation)
        }
    }
}
