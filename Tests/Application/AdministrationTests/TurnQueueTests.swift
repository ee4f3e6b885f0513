import Synchronization
import Testing

@testable import Administration

@Suite("Turns: so many at once, a bounded queue behind them")
struct TurnQueueTests {
    @Test("So many go, so many wait, the rest is refused; each that is done lets one go")
    func bounds() {
        var queue = TurnQueue<Int, String>(most: 2, mostWaiting: 4)
        #expect((0..<5).map { queue.enter($0, as: "a") } == [.go, .go, .wait, .wait, .full])
        #expect((5..<8).map { queue.enter($0, as: "b") } == [.wait, .wait, .full])
        #expect(queue.underWayCount == 2 && queue.waitingCount == 4)
        #expect([3, 3, 0].map { queue.giveUp($0) } == [true, false, false])
        // Who has fewest under way comes first, then who came first.
        #expect(["a", "a", "b", "a", "b"].map { queue.leave($0) } == [5, 2, 6, nil, nil])
        #expect(queue.underWayCount == 0 && queue.waitingCount == 0)
    }

    /// How many work at once.
    private final class Counts: Sendable {
        private let present = Atomic<Int>(0)
        private let most = Atomic<Int>(0)

        var mostAtOnce: Int { most.load(ordering: .relaxed) }

        func begins() { _ = most.max(present.wrappingAdd(1, ordering: .relaxed).newValue, ordering: .relaxed) }

        func ends() { present.wrappingSubtract(1, ordering: .relaxed) }
    }

    @Test("Never more at once than may be, and everybody who was let in is done in the end")
    func tasks() async {
        let turns = Turns(most: 3, mostWaiting: 1_000)
        let counts = Counts()
        let done = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let result = try? await turns.take(for: "user \(number % 7)") {
                        counts.begins()
                        await Task.yield()
                        counts.ends()
                        return true
                    }
                    return result ?? false
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 60)
        #expect((1...3).contains(counts.mostAtOnce))
    }

    @Test("Whoever is cancelled while waiting goes at once, and takes nobody's turn")
    func cancelled() async throws {
        let turns = Turns(most: 1, mostWaiting: 10)
        let (end, holder) = AsyncStream<Void>.makeStream()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        async let first: Bool? = try? turns.take(for: "a") {
            begin.finish()
            for await _ in end {}
            return true
        }
        for await _ in begun {}
        let second = Task { () -> Turns.Refusal? in
            do throws(Turns.Refusal) {
                return try await turns.take(for: "a") { nil }
            } catch {
                return error
            }
        }
        second.cancel()
        #expect(await second.value == .cancelled)
        holder.finish()
        #expect(await first == true)
        #expect(try await turns.take(for: "b") { 7 } == 7)
    }
}
