import NIOConcurrencyHelpers
import TestSupport
import Testing

@testable import AdminServer

@Suite("An answer that nobody takes keeps no place", .timeLimit(.patience))
struct ParkedStreamsTests {
    /// Somebody who takes a piece of the answer when they are let.
    private final class Reader: Sendable {
        private let state = NIOLockedValueBox((isLet: false, isGone: false, isAsked: false))

        var isAsked: Bool { state.withLockedValue { $0.isAsked } }

        func take() { state.withLockedValue { $0.isLet = true } }
        @Sendable func goAway() { state.withLockedValue { $0.isGone = true } }

        func send() async throws {
            while true {
                let (isLet, isGone) = state.withLockedValue { state in
                    state.isAsked = true
                    return (state.isLet, state.isGone)
                }
                if isGone { throw CancellationError() }
                if isLet { return }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    private let gate = Gate("readers", places: 1, mostWaiting: 64, threads: .usual)
    private let order = NIOLockedValueBox<[String]>([])

    /// A streamed request that sends one piece to a reader.
    private func stream(
        _ reader: Reader,
        patience: Duration = .milliseconds(1),
        _ name: String = ""
    ) -> Task<Void, any Error> {
        let (gate, order) = (gate, order)
        return Task {
            let entry = StreamEntry(gate, patience: patience, end: reader.goAway)
            defer { entry.leave() }
            try await entry.work {
                try await entry.sending { try await reader.send() }
                order.withLockedValue { $0.append(name) }
            }
        }
    }

    private func asked(_ reader: Reader) async throws {
        while !reader.isAsked { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("Others go in while a piece waits, and it goes on before all who wait, once it is taken")
    func parked() async throws {
        let slow = Reader()
        let stream = stream(slow, "slow")
        try await asked(slow)
        // Were its place kept, this would wait for ever.
        #expect(try await gate.pass { 7 } == 7)
        let place = try await gate.enter(gate.newVisitor())
        let (gate, order) = (gate, order)
        let last = Task { try await gate.pass { order.withLockedValue { $0.append("last") } } }
        slow.take()
        try await Task.sleep(for: .milliseconds(50))
        #expect(order.withLockedValue { $0.isEmpty })
        gate.leave(place)
        try await stream.value
        try await last.value
        #expect(Set(order.withLockedValue { $0 }) == ["slow", "last"])
    }

    @Test("Whoever comes back goes in before all who wait, however many do")
    func front() {
        var admissions = Admissions(places: 1, mostWaiting: 1)
        let first = [admissions.come(1), admissions.come(2), admissions.comeBack(3)]
        #expect(first == [.goesIn(place: 0), .waits, .waits])
        let next = [admissions.leave(0), admissions.leave(0), admissions.leave(0)]
        #expect(next == [3, 2, nil])
        let again = admissions.comeBack(4)
        #expect(again == .goesIn(place: 0))
    }

    @Test("What is taken in time keeps its place")
    func inTime() async throws {
        let reader = Reader()
        let stream = stream(reader, patience: .seconds(600))
        try await asked(reader)
        let (gate, order) = (gate, order)
        let other = Task { try await gate.pass { order.withLockedValue { $0.append("other") } } }
        try await Task.sleep(for: .milliseconds(20))
        #expect(order.withLockedValue { $0.isEmpty })
        reader.take()
        try await stream.value
        try await other.value
        #expect(order.withLockedValue { $0 } == ["", "other"])
    }

    @Test("With too many, the one that has waited longest is ended, and the others go on")
    func tooMany() async throws {
        let readers = (0..<6).map { _ in Reader() }
        var streams: [Task<Void, any Error>] = []
        for reader in readers {
            streams.append(stream(reader))
            try await asked(reader)
        }
        // Whoever goes in now has seen the last of them leave.
        #expect(try await gate.pass { true })
        for stream in streams.prefix(2) { await #expect(throws: CancellationError.self) { try await stream.value } }
        for reader in readers.dropFirst(2) { reader.take() }
        for stream in streams.dropFirst(2) { try await stream.value }
        #expect(gate.expected == 0)
    }

    @Test("Whoever goes away while the answer waits leaves nothing behind, and no place twice")
    func gone() async throws {
        let reader = Reader()
        let stream = stream(reader)
        try await asked(reader)
        #expect(try await gate.pass { true })
        reader.goAway()
        await #expect(throws: CancellationError.self) { try await stream.value }
        #expect(gate.expected == 0)
        let place = try await gate.enter(gate.newVisitor())
        let second = Task { [gate] in try await gate.pass { true } }
        try await Task.sleep(for: .milliseconds(20))
        gate.leave(place)
        #expect(try await second.value)
    }
}
