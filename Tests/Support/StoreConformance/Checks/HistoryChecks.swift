internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// T02, A04: what was published and saved earlier is found again.
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
    ]
}
