internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let revisions = [
        StoreCheck("Revisions count from 1 and are read as they were written") { store in
            for number in 1...3 {
                let draft = RevisionDraft(
                    asOf: UnixTime(seconds: 1000 + number),
                    actor: "管理者",
                    reason: "reset srst gw-\(number)"
                )
                let revision = try await store.write { transaction throws in
                    try transaction.writeRevision(draft, at: UnixTime(seconds: 2000 + number))
                }
                #expect(
                    revision
                        == Revision(
                            number: RevisionNumber(rawValue: number),
                            asOf: UnixTime(seconds: 1000 + number),
                            committedAt: UnixTime(seconds: 2000 + number),
                            actor: "管理者",
                            reason: "reset srst gw-\(number)"
                        )
                )
                #expect(try await store.read { try $0.latestRevision() } == revision)
            }
        },
        StoreCheck("A number that was not committed is given again") { store in
            await #expect(throws: Abandoned.self) {
                try await store.write { transaction throws in
                    #expect(try transaction.writeRevision(DraftBuilder().draft, at: 1).number == 1)
                    throw Abandoned()
                }
            }
            try await store.write { transaction throws in
                #expect(try transaction.writeRevision(DraftBuilder().draft, at: 1).number == 1)
                #expect(try transaction.writeRevision(DraftBuilder().draft, at: 1).number == 2)
            }
        },
        StoreCheck("Equal bodies are stored once, whatever they came from") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...4).map { try transaction.save(SampleSite.phone($0)) }
                let pools = try transaction.configuration().devicePools.values.map(\.id).sorted()
                func origin(_ pool: ObjectID, _ certificate: SHA256Hash? = nil) -> RenditionOrigin {
                    RenditionOrigin(pool: pool, profile: nil, reference: nil, certificate: certificate)
                }
                for _ in 1...2 {
                    var builder = DraftBuilder()
                    try builder.publish(phones[0], builder.rendition("<a/>", origin(pools[0])))
                    try builder.publish(phones[1], builder.rendition("<a/>", origin(pools[1])))
                    try builder.publish(phones[2], builder.rendition("<a/>", origin(pools[0], .repeating(1))))
                    try builder.publish(phones[3], builder.rendition("<b/>", origin(pools[0])))
                    _ = try transaction.writeRevision(builder.draft, at: 1)
                }
                let renditions = try transaction.candidates(.all).compactMap(\.published?.rendition)
                #expect(renditions.map { $0.bodyID == renditions[0].bodyID } == [true, true, true, false])
                #expect(Set(renditions.map(\.id)).count == 4)
                #expect(renditions.map(\.origin.certificate) == [nil, nil, .repeating(1), nil])
                #expect(try transaction.body(renditions[0].bodyID) == DraftBuilder.body("<a/>"))
                #expect(try transaction.body(renditions[3].bodyID) == DraftBuilder.body("<b/>"))
            }
        },
        StoreCheck("The same rendition of a later revision is the same") { store in
            let publish: @Sendable (any StoreTransaction) throws -> [Int64] = { transaction throws in
                try DraftBuilder.publishAll(in: transaction)
                return try transaction.candidates(.all).compactMap(\.published?.rendition.id)
            }
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in 1...3 { try transaction.save(SampleSite.phone(number)) }
            }
            let first = try await store.write(publish)
            let second = try await store.write(publish)
            #expect(first == second && first.count == 3 && Set(first).count == 1)
        },
        StoreCheck("Values stored already are used again, others are stored anew") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)
                func publish(
                    _ values: [String],
                    _ body: String,
                    storedAs: FragmentID? = nil
                ) throws -> Publication {
                    var builder = DraftBuilder()
                    let rendition = try builder.rendition(body, origin)
                    try builder.publish(phone, rendition, values: values, storedAs: storedAs)
                    _ = try transaction.writeRevision(builder.draft, at: 1)
                    return try #require(try transaction.candidates(.all).first?.published)
                }
                let first = try publish(["日本語", ""], "<a/>")
                let key = try #require(first.fragmentID)
                #expect(try transaction.fragment(key) == DraftBuilder.fragment(["日本語", ""]))
                let second = try publish(["日本語", ""], "<b/>", storedAs: key)
                #expect(second.fragmentID == key && second.revision == 2 && second.phoneVersion == 1)
                #expect(second.rendition.bodyID != first.rendition.bodyID)
                let third = try publish(["other"], "<b/>")
                #expect(third.fragmentID != key && third.fragmentID != nil)
                #expect(try transaction.fragment(key) == DraftBuilder.fragment(["日本語", ""]))
            }
        },
        StoreCheck("Keys that no body and no values have find nothing") { store in
            try await store.read { snapshot throws in
                #expect(
                    try snapshot.body(BodyID(rawValue: 12_345)) == nil
                        && snapshot.fragment(FragmentID(rawValue: 12_345)) == nil
                )
            }
        },
        StoreCheck("A body and values of any size come back") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                let long = String(repeating: "x", count: 65_000)
                var builder = DraftBuilder()
                let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)
                let rendition = try builder.rendition(long + long + long, origin)
                try builder.publish(phone, rendition, values: [long, "", long])
                _ = try transaction.writeRevision(builder.draft, at: 1)
                let version = try #require(try transaction.published().values.first)
                #expect(try version.fragment == DraftBuilder.fragment([long, "", long]))
                #expect(try transaction.body(#require(version.bodyID)) == DraftBuilder.body(long + long + long))
            }
        },
    ]
}
