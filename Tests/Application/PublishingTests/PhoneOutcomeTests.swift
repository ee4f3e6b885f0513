import ClusterModel
import Platform
import Publishing
import Store
import Testing

@Suite("A02: the outcome of a reset follows from what is known")
struct PhoneOutcomeTests {
    private static let acknowledged = PhoneDelivery.Arrival(time: 5, address: "192.0.2.1", isAcknowledged: true)
    private static let unacknowledged = PhoneDelivery.Arrival(time: 5, address: "192.0.2.1", isAcknowledged: false)

    struct Row: Sendable {
        var withdrawn = false
        var superseded: UnixTime?
        var arrival: PhoneDelivery.Arrival?
        var now: UnixTime = 99
        var outcome: PhoneOutcome
    }

    /// The deadline is 100.
    private static let table = [
        Row(outcome: .published),
        Row(now: 100, outcome: .stale),
        Row(now: 1_000, outcome: .stale),
        Row(arrival: acknowledged, outcome: .fetched),
        Row(arrival: acknowledged, now: 1_000, outcome: .fetched),
        Row(superseded: 99, arrival: acknowledged, outcome: .fetched),
        Row(arrival: unacknowledged, outcome: .sent),
        Row(arrival: unacknowledged, now: 1_000, outcome: .sent),
        Row(superseded: 99, arrival: unacknowledged, now: 1_000, outcome: .sent),
        Row(superseded: 99, outcome: .superseded),
        Row(superseded: 99, now: 1_000, outcome: .superseded),
        // What comes after the deadline changes nothing: it was stale.
        Row(superseded: 100, now: 1_000, outcome: .stale),
        Row(withdrawn: true, outcome: .withdrawn),
        Row(withdrawn: true, superseded: 99, now: 1_000, outcome: .withdrawn),
    ]

    @Test("A phone's outcome, for every combination of facts", arguments: table.indices)
    func outcome(_ index: Int) throws {
        let row = Self.table[index]
        let delivery = PhoneDelivery(
            phone: try DeviceName("SEP001122334455"),
            stamp: row.withdrawn ? nil : VersionStamp(digest: Array(repeating: 7, count: 20)),
            supersededAt: row.superseded,
            arrival: row.arrival
        )
        #expect(PhoneOutcome(of: delivery, deadline: 100, now: row.now) == row.outcome)
    }

    @Test("Counts judge as single phones are judged", arguments: [99, 100])
    func counts(_ now: UnixTime) {
        let wave = OperationWave(
            operation: 1,
            revision: 2,
            committedAt: 40,
            published: 10,
            withdrawn: 1,
            lastPhone: nil,
            notice: .none
        )
        var counts = OutcomeCounts()
        counts.add(
            wave,
            DeliveryCounts(acknowledged: 4, unacknowledged: 2, waiting: 3),
            staleAfter: 60,
            now: now
        )
        #expect(counts[.fetched] == 4 && counts[.sent] == 2 && counts[.superseded] == 1 && counts[.withdrawn] == 1)
        #expect(counts[.published] == (now < 100 ? 3 : 0) && counts[.stale] == (now < 100 ? 0 : 3))
        #expect(counts.changed == 10)
    }

    @Test(
        "An operation runs while phones are waited for; then it has converged or is stale",
        arguments: [
            (ResetOperation.Phase.published, [:], OperationState.converged),
            (.published, [.fetched: 3, .sent: 1, .unchanged: 2, .withdrawn: 1], .converged),
            (.published, [.fetched: 3, .superseded: 1], .superseded),
            (.published, [.stale: 1, .superseded: 1], .stale),
            (.published, [.published: 1, .superseded: 1], .running),
            (.published, [.fetched: 3, .published: 1], .running),
            (.published, [.stale: 3, .published: 1], .running),
            (.published, [.fetched: 3, .stale: 1], .stale),
            (.publishing, [.fetched: 3], .running),
            (.publishing, [.stale: 3], .running),
            (.cancelled, [.published: 3], .cancelled),
            (.stopped, [.stale: 3], .stopped),
        ] as [(ResetOperation.Phase, [PhoneOutcome: Int], OperationState)]
    )
    func state(_ phase: ResetOperation.Phase, _ phones: [PhoneOutcome: Int], _ state: OperationState) {
        var counts = OutcomeCounts()
        for (outcome, number) in phones { counts[outcome] = number }
        let operation = ResetOperation(
            actor: "a",
            description: "all phones",
            startedAt: 1,
            asOf: 1,
            staleAfter: 1,
            unchanged: 0,
            phase: phase
        )
        #expect(OperationState(operation, counts) == state)
    }
}
