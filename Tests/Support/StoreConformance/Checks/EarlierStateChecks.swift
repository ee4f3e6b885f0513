internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// A04: what was saved of objects of every noun is known as of every revision that is kept.
extension StoreCheck {
    static let earlierStates = [
        StoreCheck("A04: the saved state of the cluster, groups, pools and profiles is known as of every revision") {
            store in
            let ids = try await EditionSite.make(in: store)
            for number in 1...4 {
                try await store.write { transaction throws in
                    // Twice between two revisions: the state in force at the revision counts, not one in between.
                    try EditionSite.save(99, in: transaction)
                    try EditionSite.save(number, in: transaction)
                    _ = try transaction.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number))
                }
            }
            try await store.write { try EditionSite.save(5, in: $0) }
            try await store.read { snapshot throws in
                for number in 1...5 {
                    #expect(
                        try EditionSite.editions(ids, at: RevisionNumber(rawValue: number), in: snapshot) == [
                            number, number, number, number,
                        ]
                    )
                }
                let pool = try #require(try snapshot.earlierState(of: ids[2], at: 3))
                #expect(pool.fields["srst"]?.text == "gw-1" && pool.fields["call-manager-group"]?.text == "CMG")
                #expect(try snapshot.earlierState(of: ids[2], at: 4)?.fields["srst"]?.text == "disable")
            }
        },
        StoreCheck(
            "A04: what was not saved yet, or was deleted for a while, was not saved at the revisions of that time"
        ) {
            store in
            try await store.write { try SampleSite.save(in: $0) }
            func revise(_ number: Int) async throws {
                try await store.write { _ = try $0.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number)) }
            }
            try await revise(1)
            let id = try await store.write { try $0.save(SampleSite.pool("late", srst: "disable")).id }
            try await revise(2)
            try await store.write { try $0.delete(id) }
            try await revise(3)
            try await store.write { transaction throws in
                try transaction.undelete(id)
                try transaction.save(SampleSite.pool("late", srst: "gw-1"))
            }
            try await revise(4)
            try await store.read { snapshot throws in
                let choices = try (1...5).map { number in
                    try snapshot.earlierState(of: id, at: RevisionNumber(rawValue: number))?.fields["srst"]?.text
                }
                #expect(choices == [nil, "disable", nil, "gw-1", "gw-1"])
            }
        },
        StoreCheck("A04: an earlier state names its parents as they are called today") { store in
            let id = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1, pool: "one"))
                _ = try transaction.writeRevision(DraftBuilder().draft, at: 1)
                try transaction.save(SampleSite.phone(1, pool: "two"))
                let one = try #require(try transaction.configuration().devicePools[SampleSite.name("one")])
                try transaction.rename(one.id, to: SampleSite.name("first"))
                return phone.id
            }
            try await store.read { snapshot throws in
                let state = try #require(try snapshot.earlierState(of: id, at: 1))
                #expect(state.fields["device-pool"]?.text == "first" && state.goneParents.isEmpty)
            }
        },
        StoreCheck("A04: pruning keeps what a kept revision was made from, and drops what is older") { store in
            let ids = try await EditionSite.make(in: store)
            for number in 1...6 {
                try await store.write { transaction throws in
                    try EditionSite.save(number, in: transaction)
                    _ = try transaction.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number))
                }
            }
            try await store.write { try EditionSite.save(7, in: $0) }
            _ = try await store.prune(Retention(revisions: 3, days: 0), now: 1_000_000)
            try await store.read { snapshot throws in
                for number in 4...7 {
                    #expect(
                        try EditionSite.editions(ids, at: RevisionNumber(rawValue: number), in: snapshot) == [
                            number, number, number, number,
                        ]
                    )
                }
                // Nothing older is left to be found.
                #expect(try EditionSite.editions(ids, at: 1, in: snapshot) == [4, 4, 4, 4])
            }
        },
        StoreCheck("A04: what a served file was made from is kept, however old") { store in
            let ids = try await EditionSite.make(in: store)
            for number in 1...4 {
                try await store.write { transaction throws in
                    try EditionSite.save(number, in: transaction)
                    var builder = DraftBuilder()
                    if number == 1 {
                        let origin = RenditionOrigin(pool: ids[2], profile: ids[3], reference: nil, certificate: nil)
                        let rendition = try builder.rendition("<1/>", origin)
                        try builder.publish(transaction.save(SampleSite.phone(1)), rendition, values: ["v", "s"])
                    }
                    _ = try transaction.writeRevision(builder.draft, at: UnixTime(seconds: number))
                }
            }
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 1_000_000)
            try await store.read { snapshot throws in
                #expect(try EditionSite.editions(ids, at: 1, in: snapshot) == [1, 1, 1, 1])
                let origins = try snapshot.servedOrigins()
                #expect(origins.map(\.madeIn) == [1] && origins.map(\.files) == [1])
                #expect(origins.first?.origin.pool == ids[2] && origins.first?.isDefaultFile == false)
            }
        },
    ]
}

/// A cluster, a group, a pool and a profile, each of which tells in which edition it is.
private enum EditionSite {
    static func make(in store: any StorePort) async throws -> [ObjectID] {
        try await store.write { transaction throws in
            try SampleSite.save(in: transaction)
            let cluster = try transaction.save(Cluster.example())
            let configuration = try transaction.configuration()
            return try [
                cluster.id, #require(configuration.callManagerGroups[SampleSite.name("CMG")]).id,
                #require(configuration.devicePools[SampleSite.name("one")]).id,
                #require(configuration.securityProfiles[SampleSite.name("standard")]).id,
            ]
        }
    }

    static func save(_ edition: Int, in transaction: any StoreTransaction) throws {
        let text = Document.string("\(edition)")
        try transaction.save(Cluster.example(["settings": ["edition": text]]))
        try transaction.save(
            CallManagerGroup.example(["name": "CMG", "members": [["address": "cm1", "description": text]]])
        )
        let pool = try SampleSite.pool("one", srst: edition == 4 ? "disable" : "gw-1")
        try transaction.save(pool.changing(["connection-monitor-duration": .integer(edition)]))
        try transaction.save(PhoneSecurityProfile.example(["name": "standard", "description": text]))
    }

    static func editions(
        _ ids: [ObjectID],
        at revision: RevisionNumber,
        in snapshot: any StoreSnapshot
    ) throws -> [Int?] {
        let states = try ids.map { try snapshot.earlierState(of: $0, at: revision)?.fields }
        let texts = [
            states[0]?["settings"]?["edition"]?.text, states[1]?["members"]?.values.first?["description"]?.text,
            states[2]?["connection-monitor-duration"]?.text, states[3]?["description"]?.text,
        ]
        return texts.map { $0.flatMap { Int($0) } }
    }
}
