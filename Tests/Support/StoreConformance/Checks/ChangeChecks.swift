internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let changes = [
        StoreCheck("What was changed since is told by object, and what changes nothing saved moves no position") {
            store in
            try await store.write { transaction throws in
                #expect(try transaction.latestChange() == 0)
                for (action, object) in [
                    ("add", "srst a"), ("update", "phone b"), ("reset", "srst a"), ("update", "SRST A"),
                    ("import-certificate", "phone b"), ("show-secrets", "export"),
                ] {
                    try transaction.appendAudit(AuditEntry(time: 1, actor: "x", action: action, object: object))
                }
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.latestChange() == 4)
                let all = try snapshot.changes(after: 0, through: 6).sorted { $0.first < $1.first }
                #expect(all.map { $0.object.lowercased() } == ["srst a", "phone b"])
                #expect(all.map(\.first) == [1, 2] && all.map(\.last) == [4, 2])
                #expect(try snapshot.changes(after: 1, through: 3).map(\.object) == ["phone b"])
                #expect(try snapshot.changes(after: 4, through: 6).isEmpty)
                #expect(try snapshot.auditRecord(2)?.entry.object == "phone b")
                #expect(try snapshot.auditRecord(7) == nil && snapshot.auditRecord(0) == nil)
            }
        },
        StoreCheck("A06: the trail names the secrets that a change gave another value, and never their values") {
            store in
            func append(_ before: Document, _ after: Document) async throws {
                try await store.write { transaction throws in
                    var entry = AuditEntry(time: 1, actor: "x", action: "update", object: "phone p")
                    entry.before = before
                    entry.after = after
                    try transaction.appendAudit(entry)
                }
            }
            let one: Document = ["name": "p", "lines": [["password": .secret("s1")]], "pin": .secret("s2")]
            try await append(one, one.merging(["name": "q"]))
            try await append(one, ["name": "p", "lines": [["password": .secret("s3")]], "pin": .secret("s2")])
            try await append(one, one.merging(["pin": .secret("")]))
            try await store.read { snapshot throws in
                let key = AuditEntry.changedSecretsKey
                let named = try (1...3).map { try snapshot.auditRecord($0)?.entry.after?[key] }
                #expect(named == [nil, ["lines.1.password"], nil])
                let text = try snapshot.auditRecords().map { "\($0)" }.joined()
                #expect(!["s1", "s2", "s3"].contains { text.contains("\"\($0)\"") })
                let spans = try [0, 1, 2].map { try snapshot.changes(after: $0, through: $0 + 1).map(\.changesSecrets) }
                #expect(spans == [[false], [true], [false]])
            }
        },
        StoreCheck(
            "The site files that were applied last are remembered, the others forgotten; a rehearsal remembers none"
        ) { store in
            @Sendable func file(_ number: Int, at sequence: Int = 1) -> AppliedFile {
                AppliedFile(key: .repeating(UInt8(number)), sequence: sequence, objects: [1, 2, 3])
            }
            try await store.rehearse { try $0.remember(file(0)) }
            #expect(try await store.read { try $0.appliedFile(file(0).key) } == nil)
            try await store.write { transaction throws in
                for number in 1...AppliedFile.mostRemembered { try transaction.remember(file(number)) }
                try transaction.remember(file(1, at: 7))
                try transaction.remember(file(AppliedFile.mostRemembered + 1))
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.appliedFile(file(1).key) == file(1, at: 7))
                #expect(try snapshot.appliedFile(file(2).key) == nil)
                #expect(try snapshot.appliedFile(file(3).key) == file(3))
            }
        },
    ]
}
