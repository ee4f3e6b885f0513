internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    private static let noOrigin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)

    static let publications = [
        StoreCheck("What is published is read as it was written, file by file") { store in
            let phones = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try [7, 3].map { try transaction.save(SampleSite.phone($0)) }
                var builder = DraftBuilder()
                let rendition = try builder.rendition("<device/>", noOrigin)
                for phone in phones { try builder.publish(phone, rendition, values: ["v\(phone.id)"]) }
                _ = try transaction.writeRevision(builder.draft, at: 1)
                return phones
            }
            let published = try await store.read { try $0.published() }
            #expect(published.count == 2)
            for phone in phones {
                let version = try #require(published[.phone(phone.value.name)])
                let text = "\(phone.value.name) \(["v\(phone.id)"])"
                #expect(version.revision == 1 && version.hash == DraftBuilder.digest(text))
                #expect(version.stamp == DraftBuilder.stamp(text))
                #expect(try version.fragment == DraftBuilder.fragment(["v\(phone.id)"]))
            }
            #expect(Set(published.values.map(\.bodyID)).count == 1)
        },
        StoreCheck("Each file is served in its latest version, whichever revision that is in") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...3).map { try transaction.save(SampleSite.phone($0)) }
                for indexes in [[0, 1, 2], [1], [1, 2]] {
                    var builder = DraftBuilder()
                    let rendition = try builder.rendition("<device/>", noOrigin)
                    for index in indexes { try builder.publish(phones[index], rendition) }
                    _ = try transaction.writeRevision(builder.draft, at: 1)
                }
                let published = try transaction.published()
                #expect(try (1...3).map { published[.phone(try SampleSite.phoneName($0))]?.revision } == [1, 3, 3])
                #expect(try transaction.candidates(.all).map(\.published?.revision) == [1, 3, 3])
            }
        },
        StoreCheck("S02: saving changes nothing that is served") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try DraftBuilder.publishAll(in: transaction)
            }
            let before = try await store.read { try $0.published().mapValues(\.hash) }
            try await store.write { transaction throws in
                try transaction.save(Cluster.example(["security-mode": "mixed"]))
                try transaction.save(SampleSite.phone(1, pool: "two", profile: "encrypted"))
                try transaction.save(SampleSite.pool("one", srst: "disable"))
                try transaction.save(SampleSite.phone(2))
            }
            #expect(try await store.read { try $0.published().mapValues(\.hash) } == before)
        },
        StoreCheck("S02: a withdrawn file is served no more, and may be published again") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...2).map { try transaction.save(SampleSite.phone($0)) }
                try DraftBuilder.publishAll(in: transaction)
                var builder = DraftBuilder()
                builder.withdraw(phones[0].id, phones[0].value.name)
                _ = try transaction.writeRevision(builder.draft, at: 1)
                #expect(try transaction.published().keys.map(\.description) == [phones[1].value.name.fileName])
                let candidate = try #require(try transaction.candidates(.phone(phones[0].value.name)).first)
                #expect(candidate.saved != nil && candidate.published == nil)
                #expect(try transaction.numbers(.unpublished) == [1])
                try DraftBuilder.publishAll(in: transaction)
                #expect(try transaction.published().count == 2)
            }
        },
        StoreCheck("P03: the default file is published beside the phones' and is no phone") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                let id = try transaction.defaultFile().id
                var builder = DraftBuilder()
                try builder.publishDefault(id, builder.rendition("<Default/>", noOrigin), "one")
                _ = try transaction.writeRevision(builder.draft, at: 1)
                try DraftBuilder.publishAll(in: transaction)

                let file = try transaction.defaultFile()
                #expect(file.id == id && file.published?.revision == 1 && file.published?.fragmentID == nil)
                #expect(file.published?.phoneVersion == nil && file.published?.hash == DraftBuilder.digest("one"))
                #expect(file.published?.stamp == DraftBuilder.stamp("one"))
                let served = try #require(try transaction.published()[.defaultFile])
                #expect(served.fragment == nil && served.revision == 1)
                #expect(try transaction.body(#require(served.bodyID)) == DraftBuilder.body("<Default/>"))
                #expect(try transaction.published().count == 2 && transaction.numbers(.all) == [1])
            }
        },
        StoreCheck("A phone without values has an empty fragment, not none") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                var builder = DraftBuilder()
                try builder.publish(phone, builder.rendition("<device/>", noOrigin), values: [])
                _ = try transaction.writeRevision(builder.draft, at: 1)
                #expect(try transaction.published().values.first?.fragment?.bytes == [])
            }
        },
    ]
}
