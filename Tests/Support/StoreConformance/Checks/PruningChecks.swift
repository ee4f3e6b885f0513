internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// A04: what was published and saved earlier is dropped only when it need not be kept.
extension StoreCheck {
    static let pruning = [
        StoreCheck("A04: pruning drops what newer files had replaced, never what a kept revision or a phone is served")
        {
            store in
            try await HistorySite.make(in: store)
            let before = try await store.read { try $0.published().mapValues(\.hash) }
            let outcome = try await store.prune(Retention(revisions: 2, days: 0), now: 1_000_000)
            #expect(outcome == PruningOutcome(oldestKept: 4, droppedFiles: 2))
            #expect(try await store.prune(Retention(revisions: 2, days: 0), now: 1_000_000) == nil)
            try await store.read { snapshot throws in
                #expect(try snapshot.published().mapValues(\.hash) == before)
                #expect(try snapshot.oldestKeptRevision() == 4 && snapshot.revision(3) == nil)
                #expect(try snapshot.revision(4)?.withdrawn == 1)
                let second = try #require(try snapshot.publication(of: .phone(SampleSite.phoneName(2)), at: 4))
                #expect(second.revision == 2 && second.hash == HistorySite.hash(2))
                #expect(try snapshot.body(second.rendition.bodyID) != nil)
                #expect(try second.fragmentID.flatMap { try snapshot.fragment($0) } != nil)
                let records = try snapshot.auditRecords()
                #expect(records.last.map { "\($0.entry.actor) \($0.entry.action)" } == "cnfd prune")
                #expect(try snapshot.firstBrokenAuditRecord() == nil)
            }
            // What is dropped leaves no hole: the next revision is written and read as ever.
            let next = try await store.write { try DraftBuilder.publishAll(in: $0) }
            #expect(next.number == 6)
        },
        StoreCheck("A04: young revisions are kept however many there are") { store in
            try await HistorySite.make(in: store)
            let day = 86_400
            #expect(try await store.prune(Retention(revisions: 1, days: 1), now: 2000 + day) == nil)
            #expect(try await store.prune(Retention(revisions: 1, days: 1), now: 2003 + day)?.oldestKept == 4)
        },
        StoreCheck("A04: a file that was rolled back to keeps the saved state it was made from") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                for number in 1...3 {
                    var builder = DraftBuilder()
                    let rendition = try builder.rendition("<\(number)/>", HistorySite.origin)
                    try builder.publish(phone, rendition, values: ["v\(number)", "s"])
                    var draft = builder.draft
                    if number == 3 {
                        let last = draft.files[0]
                        draft.files[0] = RevisionDraft.File(
                            id: last.id,
                            file: last.file,
                            rendition: 0,
                            values: last.values,
                            stamp: last.stamp,
                            hash: last.hash,
                            copiedFrom: 1
                        )
                    }
                    _ = try transaction.writeRevision(draft, at: UnixTime(seconds: number))
                    if number == 1 { try transaction.save(SampleSite.phone(1, pool: "two")) }
                }
            }
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 1_000_000)
            try await store.read { snapshot throws in
                let published = try #require(try snapshot.publication(of: .phone(SampleSite.phoneName(1)), at: 3))
                #expect(published.copiedFrom == 1 && published.madeIn == 1)
                let phone = try #require(try snapshot.phone(SampleSite.phoneName(1)))
                #expect(try snapshot.earlier(phone, at: published.madeIn).devicePool.text == "one")
            }
        },
        StoreCheck("A04: pruning drops the earlier states of what was published anew, although another file stays") {
            store in
            let (untouched, phone, reference) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let untouched = try transaction.save(SampleSite.phone(2))
                let phone = try transaction.save(SampleSite.phone(1))
                return (untouched, phone, try transaction.save(SRSTReference.example(["name": "gw-1"])))
            }
            for number in 1...4 {
                try await store.write { transaction throws in
                    var builder = DraftBuilder()
                    let origin = RenditionOrigin(pool: nil, profile: nil, reference: reference.id, certificate: nil)
                    let rendition = try builder.rendition("<\(number)/>", origin)
                    try builder.publish(phone, rendition, values: ["v\(number)", "s"])
                    if number == 1 {
                        let other = try builder.rendition("<other/>", HistorySite.origin)
                        try builder.publish(untouched, other)
                    }
                    _ = try transaction.writeRevision(builder.draft, at: UnixTime(seconds: number))
                    for index in [1, 2] {
                        let edition = "after \(number)"
                        try transaction.save(
                            SampleSite.phone(index).changing(["description": .string(edition)])
                        )
                    }
                    try transaction.save(
                        SRSTReference.example(["name": "gw-1", "certificate-provider-port": .integer(3000 + number)])
                    )
                    try transaction.setCertificate(SampleSite.certificate(UInt8(number)), for: reference.id)
                }
            }
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 1_000_000)
            try await store.read { snapshot throws in
                // What the phone's file was made from first is gone; what its served file was made from is there.
                let first = try #require(try snapshot.phone(SampleSite.phoneName(1)))
                #expect(try snapshot.earlier(first, at: 4).description.text == "after 3")
                #expect(try snapshot.earlier(first, at: 1).description.text == "after 3")
                let second = try #require(try snapshot.phone(SampleSite.phoneName(2)))
                #expect(try snapshot.earlier(second, at: 1) == untouched.value)
                let saved = try #require(try snapshot.configuration().srstReferences[SampleSite.name("gw-1")])
                for revision: RevisionNumber in [1, 4] {
                    let past = try #require(try snapshot.earlierState(of: saved.id, at: revision))
                    #expect(past.fields["certificate-provider-port"]?.text == "3003")
                    #expect(past.certificate == SampleSite.certificate(3))
                }
            }
        },
    ]
}
