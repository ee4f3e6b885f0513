internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// T02, A04: what was published and saved earlier is found again, and dropped only when it need not be kept.
extension StoreCheck {
    static let history = [
        StoreCheck(
            "T02: each file is read as it was at every revision, through withdrawal and a second phone of the name"
        ) {
            store in
            try await HistorySite.make(in: store)
            try await store.read { snapshot throws in
                let first = try PublishedFile.phone(SampleSite.phoneName(1))
                let second = try PublishedFile.phone(SampleSite.phoneName(2))
                let hashes: [SHA256Hash?] = try (0...5).map {
                    try snapshot.publication(of: first, at: RevisionNumber(rawValue: $0))?.hash
                }
                let published: [Int?] = [nil, 1, 1, 3, nil, 5]
                #expect(hashes == published.map { number in number.map { HistorySite.hash($0) } })
                #expect(try snapshot.publication(of: second, at: 5)?.hash == HistorySite.hash(2))
                var versions: [RevisionNumber] = []
                var isThere: [Bool] = []
                try snapshot.forEachVersion(of: first) { record, revision in
                    #expect(record.revision == revision.number)
                    #expect(revision.committedAt.seconds == 2000 + revision.number.rawValue)
                    versions.append(revision.number)
                    isThere.append(record.published != nil)
                }
                #expect(versions == [5, 4, 3, 1])
                #expect(isThere == [true, false, true, true])
                var files: [String] = []
                try snapshot.forEachFile(at: 4) { file, hash in
                    #expect(hash == HistorySite.hash(2))
                    files.append(file.description)
                }
                #expect(files == [second.description])
                #expect(try snapshot.revision(committedBy: 2003)?.number == 3)
                #expect(try snapshot.revision(committedBy: 2000) == nil)
            }
        },
        StoreCheck("T02: what becomes of a deleted phone's file is nothing that becomes of that of another of its name")
        {
            store in
            let name = try SampleSite.phoneName(1)
            let first = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let first = try transaction.save(SampleSite.phone(1))
                try HistorySite.publish(first, 1, in: transaction)
                try transaction.delete(first.id)
                let second = try transaction.save(SampleSite.phone(1))
                // As releases before this one left it: both have a file.
                try HistorySite.publish(second, 2, in: transaction)
                #expect(try transaction.candidates(.unpublished).map(\.id) == [first.id])
                for selection in [.all, PhoneSelection.phone(name)] {
                    let candidates = try transaction.candidates(selection)
                    #expect(candidates.map(\.id) == [first.id, second.id])
                    #expect(candidates.map(\.isSucceeded) == [true, false])
                }
                var builder = DraftBuilder()
                builder.withdraw(first.id, name)
                _ = try transaction.writeRevision(builder.draft, at: 2003)
                return first
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.candidates(.all).map(\.id) != [first.id])
                let file = PublishedFile.phone(name)
                let hashes: [SHA256Hash?] = try (1...3).map {
                    try snapshot.publication(of: file, at: RevisionNumber(rawValue: $0))?.hash
                }
                #expect(hashes == [1, 2, 2].map(HistorySite.hash))
                var versions: [RevisionNumber] = []
                try snapshot.forEachVersion(of: file) { record, _ in versions.append(record.revision) }
                #expect(versions == [2, 1])
                try snapshot.forEachPublication(in: 3) { Issue.record("\($0.file) was not taken away") }
            }
        },
        StoreCheck("A02: phones come in the order of their names from behind one on, until there are enough") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in [4, 2, 5, 1, 3] { try transaction.save(SampleSite.phone(number)) }
                let selections: [PhoneSelection] = [.all, .devicePool(try SampleSite.name("one")), .unpublished]
                for selection in selections {
                    let all = try transaction.candidates(selection).map(\.name)
                    for index in all.indices {
                        var names: [DeviceName] = []
                        try transaction.visitCandidates(selection, in: .nameAfter(all[index])) { candidate in
                            names.append(candidate.name)
                            return names.count < 2
                        }
                        #expect(names == Array(all.dropFirst(index + 1).prefix(2)))
                    }
                }
            }
        },
        StoreCheck("T02: revisions are listed from the latest, each with how much it published and took away") {
            store in
            try await HistorySite.make(in: store)
            try await store.read { snapshot throws in
                var summaries: [RevisionSummary] = []
                try snapshot.forEachRevision { summary in
                    summaries.append(summary)
                    return summaries.count < 4
                }
                #expect(summaries.map(\.revision.number) == [5, 4, 3, 2])
                #expect(summaries.map(\.published) == [1, 0, 1, 1] && summaries.map(\.withdrawn) == [0, 1, 0, 0])
                #expect(try snapshot.revision(3) == summaries[2] && snapshot.revision(6) == nil)
                var records: [Bool] = []
                try snapshot.forEachPublication(in: 4) { records.append($0.published != nil) }
                #expect(records == [false])
            }
        },
        StoreCheck("T02: what changed between two revisions is told with both sides, and nothing else") { store in
            try await HistorySite.make(in: store)
            try await store.read { snapshot throws in
                func changes(_ from: RevisionNumber, _ to: RevisionNumber) throws -> [String] {
                    var changes: [String] = []
                    try snapshot.forEachChange(from: from, to: to) { change in
                        let sides = [change.before, change.after].map { $0.map { "\($0.hash.bytes[0])" } ?? "-" }
                        changes.append("\(sides.joined(separator: " ")) \(change.isSaved) \(change.wasKnown)")
                    }
                    return changes
                }
                #expect(try changes(0, 1) == ["- 1 false false"])
                #expect(try changes(1, 2) == ["- 2 true false"])
                #expect(try changes(2, 3) == ["1 3 false true"])
                #expect(try changes(3, 5) == ["3 - false true", "- 5 true false"])
                #expect(try changes(5, 5).isEmpty)
            }
        },
        StoreCheck("A04: the saved state of a phone and a reference is known as of every revision") { store in
            try await store.write { transaction throws in try SampleSite.save(in: transaction) }
            var phones: [Phone] = []
            var references: [SRSTReference] = []
            for number in 1...4 {
                let phone = try SampleSite.phone(1, pool: number == 3 ? "two" : "one")
                    .changing(["description": .string("edition \(number)"), "ssh-password": .string("s\(number)")])
                let reference = try SRSTReference.example([
                    "name": "gw-1", "certificate-provider-port": .integer(3000 + number),
                ])
                phones.append(phone)
                references.append(reference)
                try await store.write { transaction throws in
                    // Twice between two revisions: the state in force at the revision counts, not one in between.
                    try transaction.save(phone.changing(["description": "in between"]))
                    try transaction.save(phone)
                    let saved = try transaction.save(reference)
                    try transaction.setCertificate(nil, for: saved.id)
                    try transaction.setCertificate(
                        number == 2 ? nil : SampleSite.certificate(UInt8(number)),
                        for: saved.id
                    )
                    _ = try transaction.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number))
                }
            }
            let (saved, expected) = (phones, references)
            _ = try await store.write { transaction throws in try transaction.save(SampleSite.phone(1, pool: "none")) }
            try await store.read { snapshot throws in
                let phone = try #require(try snapshot.phone(SampleSite.phoneName(1)))
                let reference = try #require(try snapshot.configuration().srstReferences[SampleSite.name("gw-1")])
                for number in 1...4 {
                    #expect(try snapshot.earlier(phone, at: RevisionNumber(rawValue: number)) == saved[number - 1])
                    let past = try #require(
                        try snapshot.earlierState(of: reference.id, at: RevisionNumber(rawValue: number))
                    )
                    #expect(try SRSTReference(past.fields) == expected[number - 1])
                    #expect(past.certificate == (number == 2 ? nil : SampleSite.certificate(UInt8(number))))
                }
                #expect(try snapshot.earlier(phone, at: 5).devicePool.text == "none")
                for noun in [Phone.noun, DevicePool.noun] {
                    #expect(try snapshot.firstRevisionWithSavedState(ofNoun: noun) == 1)
                }
            }
        },
        StoreCheck("A04: an earlier state that names a deleted pool says which, until another has its name") { store in
            let phone = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1, pool: "none"))
                _ = try transaction.writeRevision(DraftBuilder().draft, at: 1)
                let moved = try transaction.save(SampleSite.phone(1, pool: "one"))
                let pool = try transaction.configuration().devicePools[SampleSite.name("none")]
                if let pool { try transaction.delete(pool.id) }
                return moved
            }
            let gone = try await store.read { try $0.earlierState(of: phone.id, at: 1)?.goneParents }
            #expect(gone == [GoneParent(field: "device-pool", noun: "device-pool", name: "none")])
            try await store.write { transaction throws in
                try transaction.save(SampleSite.pool("NONE", srst: "disable"))
                let earlier = try #require(try transaction.earlierState(of: phone.id, at: 1))
                #expect(earlier.goneParents.isEmpty && earlier.fields["device-pool"]?.text == "NONE")
            }
        },
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
        StoreCheck("A04: audit records are found by object, noun, actor and time, the latest first") { store in
            let entries = [
                (1, "anna", "update", "srst gw-1"), (2, "ben", "add", "phone SEP001122334401"),
                (3, "anna", "reset", "all phones"), (4, "ben", "update", "srst gw-1 b"),
                (5, "anna", "add", "srst Gw-1"),
                (6, "ben", "add", "srstx y"),
            ]
            try await store.write { transaction throws in
                for entry in entries {
                    try transaction.appendAudit(
                        AuditEntry(time: UnixTime(seconds: entry.0), actor: entry.1, action: entry.2, object: entry.3)
                    )
                }
            }
            try await store.read { snapshot throws in
                func found(_ filter: AuditFilter) throws -> [Int] { try snapshot.auditRecords(filter).map(\.sequence) }
                #expect(try found(AuditFilter(limit: 2)) == [6, 5])
                #expect(try found(AuditFilter(object: "SRST gw-1", limit: 9)) == [5, 1])
                #expect(try found(AuditFilter(object: "srst", limit: 9)) == [5, 4, 1])
                #expect(try found(AuditFilter(actor: "ben", limit: 9)) == [6, 4, 2])
                #expect(try found(AuditFilter(object: "srst", actor: "anna", since: 2, limit: 9)) == [5])
                #expect(try found(AuditFilter(object: "all phones", limit: 9)) == [3])
                #expect(try snapshot.auditCount() == 6)
                let changes = try snapshot.lastChanges(after: 1).map { "\($0.object) \($0.actor) \($0.sequence)" }
                #expect(
                    Set(changes) == [
                        "phone SEP001122334401 ben 2", "srst gw-1 b ben 4", "srst Gw-1 anna 5", "srstx y ben 6",
                    ]
                )
            }
        },
        StoreCheck("A04: a revision knows how many audit records there were before it") { store in
            for number in 1...3 {
                try await store.write { transaction throws in
                    try transaction.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c"))
                    _ = try transaction.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number))
                    try transaction.appendAudit(AuditEntry(time: 1, actor: "a", action: "reset", object: "c"))
                }
            }
            #expect(
                try await store.read { snapshot in
                    try (1...3).map { try snapshot.auditCount(at: RevisionNumber(rawValue: $0)) }
                } == [1, 3, 5]
            )
        },
    ]
}

/// Five revisions of two phones: 1 publishes the first, 2 the second, 3 the first anew, 4 withdraws the first, which was
/// deleted, and 5 publishes another phone of its name.
enum HistorySite {
    static let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)

    static func hash(_ revision: Int) -> SHA256Hash { .repeating(UInt8(revision)) }

    static func make(in store: any StorePort) async throws {
        try await store.write { transaction throws in
            try SampleSite.save(in: transaction)
            let first = try transaction.save(SampleSite.phone(1))
            let second = try transaction.save(SampleSite.phone(2))
            try publish(first, 1, in: transaction)
            try publish(second, 2, in: transaction)
            try publish(first, 3, in: transaction)
            try transaction.delete(first.id)
            var builder = DraftBuilder()
            builder.withdraw(first.id, first.value.name)
            _ = try transaction.writeRevision(builder.draft, at: 2004)
            try publish(transaction.save(SampleSite.phone(1)), 5, in: transaction)
        }
    }

    static func publish(_ phone: Saved<Phone>, _ revision: Int, in transaction: any StoreTransaction) throws {
        var draft = DraftBuilder().draft
        draft.renditions = [
            RevisionDraft.Rendition(
                body: try DraftBuilder.body("<\(revision)/>"),
                bodyHash: DraftBuilder.digest("\(revision)"),
                origin: origin
            )
        ]
        draft.files = [
            RevisionDraft.File(
                id: phone.id,
                file: .phone(phone.value.name),
                rendition: 0,
                values: RevisionDraft.Values(
                    try DraftBuilder.fragment(["\(revision)", "s"]),
                    phoneVersion: phone.version
                ),
                stamp: DraftBuilder.stamp("\(revision)"),
                hash: hash(revision)
            )
        ]
        _ = try transaction.writeRevision(draft, at: 2000 + revision)
    }
}
