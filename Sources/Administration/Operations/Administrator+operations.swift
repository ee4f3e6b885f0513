internal import ClusterModel
internal import Documents
public import Notifiers
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

    /// Tells the phones of new revisions that there is something to fetch, and keeps what became of it.
    ///
    /// They may be told twice when the daemon ends between the two, never not at all.
    ///
    /// - Parameter notifier: What tells them.
    /// - Throws: What the store throws; phones that cannot be told are an outcome.
    public func tellPhones(by notifier: any PhoneNotifier) async throws {
        for wave in try await store.read({ try $0.wavesToTell() }) {
            let phones = try await store.read { snapshot in
                var phones: [NotifiedPhone] = []
                try snapshot.forEachDelivery(in: wave.revision) { delivery in
                    guard !delivery.isWithdrawal, delivery.supersededAt == nil, delivery.arrival == nil else { return }
                    phones.append(
                        NotifiedPhone(name: delivery.phone, address: delivery.lastAddress, stamp: delivery.stamp)
                    )
                }
                return phones
            }
            let outcome = try await notifier.tell(phones)
            try await store.write {
                try $0.setNotice(
                    .done(told: outcome.told, failed: outcome.failed, reason: outcome.reason),
                    ofRevision: wave.revision
                )
            }
        }
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
