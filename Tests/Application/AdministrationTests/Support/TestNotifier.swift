import ClusterModel
import Notifiers
import Synchronization

/// Keeps whom it was to tell; what it answers, and what happens meanwhile, is up to the test.
final class TestNotifier: PhoneNotifier {
    private let heard = Mutex<[[NotifiedPhone]]>([])
    private let answer: @Sendable ([NotifiedPhone]) async -> NotificationOutcome

    /// One that tells everybody.
    init(
        _ answer: @Sendable @escaping ([NotifiedPhone]) async -> NotificationOutcome = {
            NotificationOutcome(told: $0.count, failed: 0)
        }
    ) {
        self.answer = answer
    }

    var calls: [[NotifiedPhone]] { heard.withLock { $0 } }
    /// Everybody it was to tell, in order.
    var names: [String] { calls.flatMap(\.self).map(\.name.description) }

    func tell(_ phones: [NotifiedPhone]) async -> NotificationOutcome {
        heard.withLock { $0.append(phones) }
        return await answer(phones)
    }
}
