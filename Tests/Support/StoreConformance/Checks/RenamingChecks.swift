internal import ClusterModel
internal import Documents
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let renaming = [
        StoreCheck("S13: a renamed object keeps its key, and what refers to it follows") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
            }
            let deed: @Sendable (any StoreTransaction) throws -> [String] = { transaction throws in
                let before = try transaction.configuration()
                let gateway = try #require(try before.srstReferences[SampleSite.name("gw-1")])
                let pool = try #require(try before.devicePools[SampleSite.name("one")])
                try transaction.rename(gateway.id, to: SampleSite.name("支店"))
                try transaction.rename(pool.id, to: SampleSite.name("first"))
                let after = try transaction.configuration()
                let renamed = try #require(try after.srstReferences[SampleSite.name("支店")])
                let moved = try #require(try after.devicePools[SampleSite.name("first")])
                #expect(renamed.id == gateway.id && renamed.version == gateway.version + 1)
                #expect(moved.id == pool.id && moved.value.srst == .reference(renamed.value.name))
                #expect(try after.srstReferences[SampleSite.name("gw-1")] == nil)
                let phone = try #require(try transaction.phone(SampleSite.phoneName(1)))
                #expect(phone.value.devicePool == moved.value.name)
                // The old names are free again.
                let again = try transaction.save(SRSTReference.example(["name": "gw-1"]))
                #expect(again.id != gateway.id)
                return try transaction.candidates(.srst(renamed.value.name)).map(\.name.description)
            }
            let rehearsed = try await store.rehearse(deed)
            #expect(try await store.read { try $0.configuration().srstReferences[SampleSite.name("gw-1")] } != nil)
            #expect(try await store.write(deed) == rehearsed)
            #expect(rehearsed.count == 1)
        },
        StoreCheck("S13: a name that another object of the noun has is refused; of another noun it may be") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let configuration = try transaction.configuration()
                let gateway = try #require(try configuration.srstReferences[SampleSite.name("gw-1")])
                let refusal = #expect(throws: Problem.self) {
                    try transaction.rename(gateway.id, to: SampleSite.name("GW-2"))
                }
                #expect(refusal?.code == "name-taken")
                try transaction.rename(gateway.id, to: SampleSite.name("one"))
                try transaction.rename(gateway.id, to: SampleSite.name("ONE"))
                #expect(try transaction.configuration().srstReferences.keys.map(\.text).sorted() == ["ONE", "gw-2"])
            }
        },
        StoreCheck("S13: neither the cluster nor a phone is renamed") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                try transaction.rename(phone.id, to: SampleSite.name("other"))
                try transaction.rename(transaction.configuration().cluster.id, to: SampleSite.name("other"))
                #expect(try transaction.phone(SampleSite.phoneName(1))?.version == 1)
            }
        },
    ]
}
