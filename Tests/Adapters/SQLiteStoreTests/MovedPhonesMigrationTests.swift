import ClusterModel
import Documents
import Platform
import SQLiteStore
import Store
import TestSupport
import Testing

/// The eighth schema writes publications anew and finds the phones that have moved.
@Suite("S10: the upgrade to publications by revision")
struct MovedPhonesMigrationTests {
    /// Takes the database back to what the seventh schema knew.
    private static let downgrade = [
        """
        CREATE TABLE old (
            object_id INTEGER NOT NULL REFERENCES objects (id),
            revision INTEGER NOT NULL REFERENCES revisions (number),
            rendition_id INTEGER REFERENCES renditions (id),
            fragment_id INTEGER REFERENCES fragments (id),
            stamp BLOB,
            hash BLOB,
            copied_from INTEGER REFERENCES revisions (number),
            PRIMARY KEY (object_id, revision)
        ) STRICT, WITHOUT ROWID
        """,
        "INSERT INTO old SELECT object_id, revision, rendition_id, fragment_id, stamp, hash, copied_from FROM publications",
        "DROP TABLE publications", "ALTER TABLE old RENAME TO publications",
        "CREATE INDEX publications_by_revision ON publications (revision)", "DROP TABLE moved_phones",
        "DELETE FROM grdb_migrations WHERE identifier LIKE '8 %'",
    ]

    @Test("Published files and arrivals are kept, and a moved phone is still a dependent of what its file came from")
    func upgrade() async throws {
        let state = try StateFolder()
        let name = try Phone.example().name
        let (pool, published) = try await state.withStore { store in
            try await store.write { transaction in
                try SmallSite.save(in: transaction)
                let pool = try #require(try transaction.configuration().devicePools.values.first)
                try publish(from: pool.id, in: transaction)
                try transaction.save(pool.value.changing(["name": "elsewhere"]))
                try transaction.save(Phone.example(["device-pool": "elsewhere"]))
                let fetch = FetchRecord(
                    phone: name,
                    time: 4,
                    address: "192.0.2.1",
                    outcome: FetchRecord.fetched,
                    incarnation: try transaction.incarnation(),
                    revision: 2,
                    hash: SmallSite.digest
                )
                try transaction.recordFetches([fetch])
                return (pool.value.name, try transaction.publication(of: .phone(name), at: 2))
            }
        }
        for statement in Downgrade.to8 + Self.downgrade { try state.tamper(statement) }
        try await state.withStore { store in
            try await store.read { snapshot in
                #expect(try published != nil && snapshot.publication(of: .phone(name), at: 2) == published)
                #expect(try snapshot.publication(of: .phone(name), at: 1)?.revision == 1)
                for selection in [PhoneSelection.devicePool(pool), .devicePool(try ObjectName("elsewhere"))] {
                    var found: [DeviceName] = []
                    try snapshot.forEachCandidate(selection) { found.append($0.name) }
                    #expect(found == [name], "\(selection)")
                }
                var arrivals = 0
                try snapshot.forEachDelivery(in: 2) { arrivals += $0.arrival == nil ? 0 : 1 }
                #expect(arrivals == 1)
            }
        }
    }

    /// A revision of the phone as it is saved, of an operation.
    private func publish(from pool: ObjectID, in transaction: any StoreTransaction) throws {
        let configuration = try transaction.configuration()
        let phone = try #require(try transaction.phone(Phone.example().name))
        let first = try #require(try transaction.publication(of: .phone(phone.value.name), at: 1))
        var draft = RevisionDraft(asOf: 1, actor: "admin", reason: "reset")
        draft.renditions = [
            RevisionDraft.Rendition(
                body: try #require(try transaction.body(first.rendition.bodyID)),
                bodyHash: SmallSite.digest,
                origin: RenditionOrigin(
                    pool: pool,
                    profile: configuration.securityProfiles.values.first?.id,
                    reference: nil,
                    certificate: nil
                )
            )
        ]
        draft.files = [
            RevisionDraft.File(
                id: phone.id,
                file: .phone(phone.value.name),
                rendition: 0,
                values: RevisionDraft.Values(
                    try #require(Fragment(values: [[7]])),
                    phoneVersion: phone.version,
                    storedAs: first.fragmentID
                ),
                stamp: first.stamp,
                hash: first.hash
            )
        ]
        let revision = try transaction.writeRevision(draft, at: 3)
        let operation = try transaction.add(
            ResetOperation(
                actor: "admin",
                description: "all phones",
                startedAt: 3,
                asOf: 1,
                staleAfter: 60,
                unchanged: 0,
                phase: .published
            )
        )
        try transaction.add(
            OperationWave(
                operation: operation,
                revision: revision.number,
                committedAt: 3,
                published: 1,
                withdrawn: 0,
                lastPhone: phone.value.name,
                notice: .none
            )
        )
    }
}
