internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// Dependents are those by the saved state and those by what is published (requirements.md, vocabulary).
extension StoreCheck {
    /// Phones 1 and 2 in pool one (gw-1), 3 in pool two (gw-2), 4 in pool none; 2 and 4 encrypted; all published.
    private static func publishedSite(in transaction: any StoreTransaction) throws {
        try SampleSite.save(in: transaction)
        try transaction.save(SampleSite.phone(1))
        try transaction.save(SampleSite.phone(2, profile: "encrypted"))
        try transaction.save(SampleSite.phone(3, pool: "two"))
        try transaction.save(SampleSite.phone(4, pool: "none", profile: "encrypted"))
        try DraftBuilder.publishAll(in: transaction)
    }

    private static func srst(_ name: String) throws -> PhoneSelection { .srst(try SampleSite.name(name)) }
    private static func pool(_ name: String) throws -> PhoneSelection { .devicePool(try SampleSite.name(name)) }
    private static func profile(_ name: String) throws -> PhoneSelection {
        .securityProfile(try SampleSite.name(name))
    }

    static let candidates = [
        StoreCheck("S20: every selection finds its phones, names without regard to case") { store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                #expect(try transaction.numbers(.all) == [1, 2, 3, 4])
                #expect(try transaction.numbers(srst("GW-1")) == [1, 2])
                #expect(try transaction.numbers(srst("gw-2")) == [3])
                #expect(try transaction.numbers(pool("One")) == [1, 2])
                #expect(try transaction.numbers(pool("none")) == [4])
                #expect(try transaction.numbers(profile("encrypted")) == [2, 4])
                #expect(try transaction.numbers(.phone(SampleSite.phoneName(3))) == [3])
                #expect(try transaction.numbers(.unpublished) == [])
            }
        },
        StoreCheck("S21: saved but unpublished phones are dependents too") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let saved = try transaction.save(SampleSite.phone(9))
                #expect(try transaction.numbers(srst("gw-1")) == [9])
                #expect(try transaction.numbers(.unpublished) == [9])
                let candidate = try #require(try transaction.candidates(.all).first)
                #expect(candidate.id == saved.id && candidate.published == nil)
                #expect(candidate.saved?.phone?.version == 1 && candidate.saved?.phone?.value == saved.value)
            }
        },
        StoreCheck("S18, S20: a pool that moves to another reference stays a dependent of what its phones are served") {
            store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                try transaction.save(SampleSite.pool("one", srst: "gw-2"))
                #expect(try transaction.numbers(srst("gw-1")) == [1, 2])
                #expect(try transaction.numbers(srst("gw-2")) == [1, 2, 3])
                try DraftBuilder.publishAll(in: transaction)
                #expect(try transaction.numbers(srst("gw-1")) == [])
                #expect(try transaction.numbers(srst("gw-2")) == [1, 2, 3])
            }
        },
        StoreCheck("S20: a phone that moves stays a dependent of its published pool and profile") { store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                try transaction.save(SampleSite.phone(1, pool: "none", profile: "encrypted"))
                #expect(try transaction.numbers(pool("one")) == [1, 2])
                #expect(try transaction.numbers(pool("none")) == [1, 4])
                #expect(try transaction.numbers(profile("standard")) == [1, 3])
                #expect(try transaction.numbers(profile("encrypted")) == [1, 2, 4])
                #expect(try transaction.numbers(srst("gw-1")) == [1, 2])
                try DraftBuilder.publishAll(in: transaction)
                #expect(try transaction.numbers(pool("one")) == [2])
                #expect(try transaction.numbers(profile("standard")) == [3])
                #expect(try transaction.numbers(srst("gw-1")) == [2])
            }
        },
        StoreCheck("S15: a deleted reference, pool or profile still selects the phones whose files came from it") {
            store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                for name in ["one", "two"] { try transaction.save(SampleSite.pool(name, srst: "disable")) }
                for number in 1...3 {
                    try transaction.save(SampleSite.phone(number, pool: "none", profile: "encrypted"))
                }
                let configuration = try transaction.configuration()
                try transaction.delete(try #require(configuration.srstReferences[SampleSite.name("gw-1")]).id)
                try transaction.delete(try #require(configuration.devicePools[SampleSite.name("one")]).id)
                try transaction.delete(try #require(configuration.securityProfiles[SampleSite.name("standard")]).id)
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.numbers(srst("gw-1")) == [1, 2])
                #expect(try snapshot.numbers(pool("one")) == [1, 2])
                #expect(try snapshot.numbers(profile("standard")) == [1, 3])
            }
            try await store.write { transaction throws in
                try DraftBuilder.publishAll(in: transaction)
                #expect(try transaction.numbers(srst("gw-1")) == [])
                #expect(try transaction.numbers(pool("one")) == [])
                #expect(try transaction.numbers(profile("standard")) == [])
            }
        },
        StoreCheck("S19: a reference added again under its name selects the dependents of both") { store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                try transaction.save(SampleSite.pool("one", srst: "disable"))
                let old = try #require(try transaction.configuration().srstReferences[SampleSite.name("gw-1")])
                try transaction.delete(old.id)
                let new = try transaction.save(SRSTReference.example(["name": "gw-1"]))
                try transaction.save(SampleSite.pool("none", srst: "gw-1"))
                #expect(new.id != old.id)
                #expect(try transaction.numbers(srst("gw-1")) == [1, 2, 4])
            }
        },
        StoreCheck("A03: a selection by a name that never was is refused, with the nearest") { store in
            try await store.write { transaction in try publishedSite(in: transaction) }
            let selections: [(PhoneSelection, String)] = try [
                (srst("gw-11"), "srst gw-11"), (pool("onne"), "device-pool onne"),
                (profile("standart"), "security-profile standart"),
                (.phone(SampleSite.phoneName(200)), "phone SEP0011223344C8"),
            ]
            for (selection, label) in selections {
                let refusal = await #expect(throws: Problem.self) {
                    try await store.read { _ = try $0.candidates(selection) }
                }
                #expect(refusal?.kind == .notFound && refusal?.code == "not-found" && refusal?.object == label)
                #expect(refusal?.message == "There is no \(label)." && refusal?.hint?.hasPrefix("Did you mean") == true)
            }
        },
        StoreCheck("S20: a candidate tells what is saved and what is published, version by version") { store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                try transaction.save(SampleSite.phone(1).changing(["description": "moved"]))
            }
            let selection = PhoneSelection.phone(try SampleSite.phoneName(1))
            let candidate = try #require(try await store.read { try $0.candidates(selection) }.first)
            let configuration = try await store.read { try $0.configuration() }
            #expect(candidate.saved?.phone?.version == 2 && candidate.saved?.phone?.value.description.text == "moved")
            let published = try #require(candidate.published)
            #expect(published.revision == 1 && published.phoneVersion == 1 && published.fragmentID != nil)
            let origin = published.rendition.origin
            #expect(origin.pool == (try configuration.devicePools[SampleSite.name("one")]?.id))
            #expect(origin.profile == (try configuration.securityProfiles[SampleSite.name("standard")]?.id))
            #expect(origin.reference == (try configuration.srstReferences[SampleSite.name("gw-1")]?.id))
            #expect(origin.certificate == nil)
        },
        StoreCheck("S02: a deleted phone is a candidate until its file is withdrawn, then it is gone") { store in
            let phone = try await store.write { transaction throws in
                try publishedSite(in: transaction)
                let phone = try #require(try transaction.phone(SampleSite.phoneName(1)))
                try transaction.delete(phone.id)
                return phone
            }
            try await store.read { snapshot throws in
                let candidate = try #require(try snapshot.candidates(.phone(phone.value.name)).first)
                #expect(candidate.saved == nil && candidate.published != nil && candidate.id == phone.id)
                #expect(try snapshot.numbers(srst("gw-1")) == [1, 2] && snapshot.numbers(.all) == [1, 2, 3, 4])
            }
            try await store.write { transaction throws in
                var builder = DraftBuilder("delete")
                builder.withdraw(phone.id, phone.value.name)
                _ = try transaction.writeRevision(builder.draft, at: 6)
                #expect(try transaction.numbers(.phone(phone.value.name)) == [])
                #expect(try transaction.numbers(srst("gw-1")) == [2] && transaction.numbers(.all) == [2, 3, 4])
            }
        },
        StoreCheck("S02: a phone added again after its withdrawal is new, without a file") { store in
            try await store.write { transaction throws in
                try publishedSite(in: transaction)
                let old = try #require(try transaction.phone(SampleSite.phoneName(1)))
                try transaction.delete(old.id)
                var builder = DraftBuilder("delete")
                builder.withdraw(old.id, old.value.name)
                _ = try transaction.writeRevision(builder.draft, at: 6)
                let new = try transaction.save(SampleSite.phone(1))
                #expect(new.id != old.id && new.version == 1)
                #expect(try transaction.numbers(.unpublished) == [1])
                let candidates = try transaction.candidates(.phone(new.value.name))
                #expect(candidates.map(\.id) == [new.id] && candidates.first?.published == nil)
                try DraftBuilder.publishAll(in: transaction)
                #expect(try transaction.numbers(.unpublished) == [])
                #expect(try transaction.published()[.phone(new.value.name)]?.revision == 3)
            }
        },
    ]
}
