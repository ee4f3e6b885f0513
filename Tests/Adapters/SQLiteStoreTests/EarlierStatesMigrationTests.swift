import ClusterModel
import Documents
import Platform
import SQLiteStore
import Store
import TestSupport
import Testing

/// The thirteenth schema keeps earlier states of every noun in one table.
@Suite("S10: the upgrade to earlier states of every noun")
struct EarlierStatesMigrationTests {
    @Test("Earlier states of phones and references stay, and those of the other nouns begin with the upgrade")
    func upgrade() async throws {
        let state = try StateFolder()
        let (phone, reference, pool) = try await state.withStore { store in
            try await store.write { transaction in
                try SmallSite.save(in: transaction)
                let configuration = try transaction.configuration()
                let reference = try #require(configuration.srstReferences.values.first)
                let pool = try #require(configuration.devicePools.values.first)
                let phone = try transaction.save(Phone.example(["ssh-password": "s-two"]))
                try transaction.save(SRSTReference.example(["secure": true, "certificate-provider-port": 3_000]))
                try transaction.save(pool.value.changing(["connection-monitor-duration": 90]))
                return (phone, reference, pool)
            }
        }
        for statement in Downgrade.to12 { try state.tamper(statement) }
        #expect(try state.text("SELECT count(*) FROM past_phones") == "1")
        try await state.withStore { store in
            try await store.read { snapshot in
                let earlier = try #require(try snapshot.earlierState(of: phone.id, at: 1))
                #expect(earlier.fields["ssh-password"]?.text == "s-one")
                #expect(earlier.fields["device-pool"]?.text == pool.value.name.text)
                #expect(
                    try SRSTReference(snapshot.earlierState(of: reference.id, at: 1)?.fields ?? [:]) == reference.value
                )
                // A phone was not saved before its first file was made.
                #expect(try snapshot.earlierState(of: phone.id, at: 0) == nil)
                for (noun, first) in [Phone.noun: 1, SRSTReference.noun: 1, DevicePool.noun: 2, Cluster.noun: 2] {
                    #expect(try snapshot.firstRevisionWithSavedState(ofNoun: noun).rawValue == first, "\(noun)")
                }
            }
            try await store.write { transaction in
                _ = try transaction.writeRevision(RevisionDraft(asOf: 1, actor: "a", reason: "b"), at: 3)
                try transaction.save(pool.value)
                let known = try transaction.earlierState(of: pool.id, at: 2)
                #expect(known?.fields["connection-monitor-duration"]?.text == "90")
                try transaction.delete(phone.id, Deletion(time: 4, actor: "a"))
                try transaction.undelete(phone.id)
                #expect(try transaction.phone(phone.value.name)?.value == phone.value)
            }
        }
    }
}
