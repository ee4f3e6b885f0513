import ClusterModel
import Platform
import Publishing
import Store
import Testing

@Suite("A02: when the next wave of a reset comes")
struct WaveStepTests {
    struct Row: Sendable {
        var pause = 0
        var limit: Int?
        var last: UnixTime? = 100
        var phones: [PhoneOutcome: Int] = [:]
        var now: UnixTime = 100
        var step: WaveStep
    }

    private static let table = [
        Row(last: nil, step: .publish),
        Row(step: .publish),
        Row(pause: 10, now: 109, step: .wait),
        Row(pause: 10, now: 110, step: .publish),
        // Without a limit nobody is waited for.
        Row(phones: [.published: 5], step: .publish),
        Row(phones: [.stale: 5], step: .publish),
        // With a limit each phone must have fetched its file or be stale.
        Row(limit: 50, phones: [.published: 1, .fetched: 9], now: 1_000, step: .wait),
        Row(limit: 50, phones: [.fetched: 9, .sent: 1], step: .publish),
        Row(pause: 10, limit: 50, phones: [.fetched: 10], now: 109, step: .wait),
        Row(limit: 50, phones: [.fetched: 5, .stale: 5], step: .publish),
        Row(limit: 50, phones: [.fetched: 4, .stale: 6], step: .stop),
        // It stops as soon as too many are stale, whatever becomes of the rest.
        Row(pause: 10, limit: 50, phones: [.published: 4, .stale: 6], step: .stop),
        Row(limit: 0, phones: [.fetched: 999, .stale: 1], step: .stop),
        Row(limit: 0, phones: [.fetched: 999], step: .publish),
        Row(limit: 100, phones: [.stale: 10], step: .publish),
        // Phones that were left alone do not make the share smaller.
        Row(limit: 10, phones: [.unchanged: 1_000, .withdrawn: 1_000, .stale: 1], step: .stop),
    ]

    @Test("The next step, for every combination", arguments: table.indices)
    func step(_ index: Int) {
        let row = Self.table[index]
        var counts = OutcomeCounts()
        for (outcome, number) in row.phones { counts[outcome] = number }
        let waves = Waves(size: 10, pause: row.pause, stopOnStale: row.limit)
        #expect(WaveStep(waves, lastWave: row.last, counts: counts, now: row.now) == row.step)
    }
}
