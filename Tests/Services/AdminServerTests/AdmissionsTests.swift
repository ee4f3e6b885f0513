import AdminAPI
import Documents
import Glibc
import NIOConcurrencyHelpers
import Testing

@testable import AdminServer

@Suite("So many requests work at once, so many wait, the others are sent away")
struct AdmissionsTests {
    @Test("In the order of coming, each to a place of its own")
    func order() {
        var admissions = Admissions(places: 2, mostWaiting: 2)
        let first = (1...5).map { admissions.come($0) }
        #expect(first == [.goesIn(place: 0), .goesIn(place: 1), .waits, .waits, .isRefused])
        let third = admissions.leave(1)
        let sixth = admissions.come(6)
        #expect(third == 3 && sixth == .waits)
        let others = [admissions.leave(0), admissions.leave(0), admissions.leave(0)]
        #expect(others == [4, 6, nil])
        let seventh = admissions.come(7)
        #expect(seventh == .goesIn(place: 0))
    }

    @Test("Whoever waits no longer leaves no gap, and nobody who is in is given up")
    func givingUp() {
        var admissions = Admissions(places: 1, mostWaiting: 3)
        let all = (1...4).map { admissions.come($0) }
        #expect(all == [.goesIn(place: 0), .waits, .waits, .waits])
        let givenUp = [3, 3, 1].map { admissions.giveUp($0) }
        #expect(givenUp == [true, false, false])
        let next = [admissions.leave(0), admissions.leave(0), admissions.leave(0)]
        #expect(next == [2, 4, nil])
    }

    @Test("A gate lets no more work at once than it has places, and every one in the end")
    func gate() async throws {
        let gate = Gate("readers", places: 2, mostWaiting: 64, threads: .usual)
        let counts = NIOLockedValueBox((now: 0, most: 0, done: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await gate.pass {
                        counts.withLockedValue {
                            $0.now += 1
                            $0.most = max($0.most, $0.now)
                        }
                        await Task.yield()
                        counts.withLockedValue {
                            $0.now -= 1
                            $0.done += 1
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let (now, most, done) = counts.withLockedValue { $0 }
        #expect(now == 0 && most <= 2 && done == 50)
    }

    @Test("What a reader asks for stands behind everything else; what an administrator asks for does not")
    func priority() async throws {
        let niceness: @Sendable () async -> CInt = { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
        let usual = await niceness()
        let behind = Gate("readers", places: 1, mostWaiting: 0, threads: .low)
        #expect(try await behind.pass(niceness) == 19)
        let stream = StreamEntry(behind)
        #expect(try await stream.work(niceness) == 19)
        stream.leave()
        #expect(try await Gate("administrators", places: 1, mostWaiting: 0, threads: .usual).pass(niceness) == usual)
        #expect(await niceness() == usual)
    }

    @Test("A task that is cancelled waits no longer, and its place is another's")
    func cancelled() async throws {
        let gate = Gate("readers", places: 1, mostWaiting: 2)
        let place = try await gate.enter(gate.newVisitor())
        let waiting = Task { try await gate.enter(gate.newVisitor()) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.leave(place)
        #expect(try await gate.enter(gate.newVisitor()) == place)
    }

    @Test("With too many waiting, the refusal says so and what to do")
    func busy() async throws {
        let gate = Gate("readers", places: 1, mostWaiting: 0)
        _ = try await gate.enter(gate.newVisitor())
        let report = await #expect(throws: ProblemReport.self) { try await gate.enter(gate.newVisitor()) }
        #expect(report?.error.code == "busy" && report?.error.kind == .unavailable)
        #expect(report?.error.hint == "Repeat it in a moment.")
    }

    @Test(
        "Nobody is remembered who has come, or will not: given up amid their work, before it, or refused before they came"
    )
    func nobodyIsKept() async throws {
        let gate = Gate("readers", places: 1, mostWaiting: 1)
        for _ in 0..<3 {
            let entry = StreamEntry(gate)
            try await entry.work {}
            entry.giveUp()
            entry.leave()
            entry.giveUp()
            let refused = StreamEntry(gate)
            refused.leave()
            refused.giveUp()
        }
        let early = StreamEntry(gate)
        early.giveUp()
        await #expect(throws: CancellationError.self) { try await early.work {} }
        #expect(gate.expected == 0)
        #expect(try await gate.pass { 7 } == 7)
        #expect(gate.expected == 0)
    }
}
