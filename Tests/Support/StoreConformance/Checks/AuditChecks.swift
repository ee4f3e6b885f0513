internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let audit = [
        StoreCheck("A04: entries are read in order, as they were written") { store in
            let entries = (1...5).map { number in
                AuditEntry(
                    time: 1_800_000_000 - number,
                    actor: "管理者 \(number)",
                    action: "update",
                    object: "srst gw-\(number)",
                    before: number == 1 ? nil : ["name": "gw", "secure": false],
                    after: number == 5 ? nil : ["name": .string(AwkwardText.all[number]), "secure": true]
                )
            }
            for entry in entries { try await store.write { transaction in try transaction.appendAudit(entry) } }
            try await store.read { snapshot throws in
                let records = try snapshot.auditRecords()
                #expect(records.map(\.entry) == entries)
                #expect(records.map(\.sequence) == [1, 2, 3, 4, 5])
                #expect(try snapshot.auditRecords(after: 3).map(\.sequence) == [4, 5])
                #expect(try snapshot.auditRecords(after: 5).isEmpty)
            }
        },
        StoreCheck("A04: each record holds the hash of the one before, the first of nothing") { store in
            try await store.write { transaction throws in
                for number in 1...4 {
                    try transaction.appendAudit(AuditEntry(time: 7, actor: "a", action: "b", object: "\(number % 2)"))
                }
            }
            let records = try await store.read { try $0.auditRecords() }
            #expect(records.first?.previousHash == .repeating(0))
            for (record, next) in zip(records, records.dropFirst()) { #expect(next.previousHash == record.hash) }
            #expect(records.allSatisfy { $0.hash != nil } && Set(records.map(\.hash)).count == 4)
            #expect(try await store.read { try $0.firstBrokenAuditRecord() } == nil)
        },
        StoreCheck("A04: a change that is rolled back leaves no record and no gap") { store in
            try await store.write { try $0.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "1")) }
            await #expect(throws: Abandoned.self) {
                try await store.write { transaction throws in
                    try transaction.appendAudit(AuditEntry(time: 2, actor: "a", action: "b", object: "2"))
                    throw Abandoned()
                }
            }
            try await store.write { try $0.appendAudit(AuditEntry(time: 3, actor: "a", action: "b", object: "3")) }
            try await store.read { snapshot throws in
                #expect(try snapshot.auditRecords().map(\.entry.object) == ["1", "3"])
                #expect(try snapshot.auditRecords().map(\.sequence) == [1, 2])
                #expect(try snapshot.firstBrokenAuditRecord() == nil)
            }
        },
        StoreCheck("A06: no secret is ever written into the trail") { store in
            let phone = try SampleSite.phone(1).changing(["ssh-password": "s-one"])
            try await store.write { transaction throws in
                var entry = AuditEntry(time: 1, actor: "a", action: "create", object: phone.label)
                // Set later, past the initializer that masks.
                entry.after = phone.document
                try transaction.appendAudit(entry)
            }
            let after = try await store.read { try $0.auditRecords().first?.entry.after }
            #expect(after?["ssh-password"] == .string(Document.mask))
            #expect(after?["name"] == phone.document["name"])
        },
        StoreCheck("A04: entries that read alike when run together have different hashes") { store in
            let entries = [
                AuditEntry(time: 1, actor: "ab", action: "c", object: "d"),
                AuditEntry(time: 1, actor: "a", action: "bc", object: "d"),
                AuditEntry(time: 1, actor: "a", action: "b", object: "c"),
                AuditEntry(time: 1, actor: "a", action: "b", object: "c", before: .string("")),
                AuditEntry(time: 1, actor: "a", action: "b", object: "c", after: .string("")),
                AuditEntry(time: 1, actor: "a", action: "b", object: "c", before: .null),
            ]
            let hashes = Events()
            for entry in entries {
                await #expect(throws: Abandoned.self) {
                    try await store.write { transaction throws in
                        try transaction.appendAudit(entry)
                        hashes.add("\(try transaction.auditRecords().map(\.hash))")
                        throw Abandoned()
                    }
                }
            }
            #expect(Set(hashes.all).count == entries.count)
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
