import ClusterModel
import SQLiteStore
import Store
import TestSupport
import Testing

/// The ninth schema keeps where a phone last acknowledged its file.
@Suite("S10: the upgrade to acknowledged addresses")
struct AcknowledgedAddressMigrationTests {
    /// Which requests there were, each with its address, and what is known of them.
    private static let cases: [(requests: [SmallSite.Request], known: String?)] = [
        ([("fetched", "192.0.2.1")], "192.0.2.1"),
        ([("fetched", "192.0.2.1"), ("sent", "192.0.2.2")], "192.0.2.1"),
        ([("sent", "192.0.2.2")], nil),
        ([("abandoned", "192.0.2.2")], nil),
    ]

    @Test("The last fetch or an arrival that was acknowledged says it, and nothing else", arguments: cases.indices)
    func upgrade(_ index: Int) async throws {
        let (requests, known) = Self.cases[index]
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(requests: requests, notice: .due, in: $0) }
        }
        for statement in Downgrade.to8 { try state.tamper(statement) }
        let waves = try await state.withStore { store in try await store.read { try $0.wavesToTell() } }
        #expect(waves.map(\.notice) == [.due], "what was to be told is still to be told")
        #expect(try state.text("SELECT acknowledged_address FROM fetches") == known)
    }
}
