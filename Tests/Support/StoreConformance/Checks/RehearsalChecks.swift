internal import ClusterModel
internal import Dispatch
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// A01: a plan is the deed itself, run on an overlay and thrown away.
extension StoreCheck {
    static let rehearsals = [
        StoreCheck("A01: a rehearsal sees its own saves of every kind, and nobody else ever does") { store in
            let site = try RandomSite(seed: 5)
            let seen = try await store.rehearse { transaction throws in
                _ = try site.save(in: transaction)
                try site.expect(in: transaction)
                let candidates = try transaction.candidates(.all)
                return candidates.map(\.name)
            }
            #expect(seen == [site.phone.name])
            try await store.read { snapshot throws in
                let configuration = try snapshot.configuration()
                #expect(configuration.cluster.value == Cluster() && configuration.cluster.version == 1)
                #expect(configuration.callManagerGroups.isEmpty && configuration.srstReferences.isEmpty)
                #expect(configuration.devicePools.isEmpty && configuration.securityProfiles.isEmpty)
                #expect(try snapshot.phones().isEmpty)
            }
            try await store.rehearse { transaction throws in
                #expect(try transaction.configuration().callManagerGroups.isEmpty && transaction.phones().isEmpty)
            }
        },
        StoreCheck("A01: a rehearsal answers what the deed answers") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try transaction.save(SampleSite.phone(2, pool: "two"))
                try DraftBuilder.publishAll(in: transaction)
            }
            let deed: @Sendable (any StoreTransaction) throws -> [String] = { transaction throws in
                var answers: [String] = []
                let pool = try transaction.save(SampleSite.pool("ONE", srst: "gw-2"))
                answers.append("\(pool.id.rawValue) \(pool.version) \(pool.value.name)")
                let moved = try transaction.save(SampleSite.phone(2, pool: "none"))
                answers.append("\(moved.id.rawValue) \(moved.version)")
                let added = try transaction.save(SampleSite.phone(3, profile: "encrypted"))
                answers.append("\(added.version)")
                let gateway = try transaction.configuration().srstReferences[SampleSite.name("gw-1")]
                if let gateway { try transaction.delete(gateway.id) }
                answers.append("\(try transaction.configuration().srstReferences.keys.sorted())")
                let reference = try transaction.save(SRSTReference.example(["name": "gw-1"]))
                answers.append("\(reference.id != gateway?.id) \(reference.version)")
                try transaction.setCertificate(SampleSite.certificate(3), for: reference.id)
                answers.append("\(try transaction.configuration().certificates.count)")
                for selection in try [
                    PhoneSelection.all, .unpublished, .srst(SampleSite.name("gw-1")), .srst(SampleSite.name("gw-2")),
                    .devicePool(SampleSite.name("two")), .devicePool(SampleSite.name("none")),
                    .securityProfile(SampleSite.name("encrypted")), .phone(SampleSite.phoneName(2)),
                ] {
                    answers.append("\(selection): \(try transaction.numbers(selection))")
                }
                answers.append("\(try transaction.writeRevision(DraftBuilder().draft, at: 5))")
                return answers
            }
            let rehearsed = try await store.rehearse(deed)
            let again = try await store.rehearse(deed)
            let done = try await store.write(deed)
            #expect(rehearsed == done && again == done)
        },
        StoreCheck("A01: a rehearsal's deletions are seen in it, and undone after it") { store in
            let phone = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                try DraftBuilder.publishAll(in: transaction)
                return phone
            }
            try await store.rehearse { transaction throws in
                try transaction.delete(phone.id)
                #expect(try transaction.phone(phone.value.name) == nil && transaction.phones().isEmpty)
                let candidates = try transaction.candidates(.all)
                #expect(candidates.map(\.id) == [phone.id])
                #expect(candidates.first?.saved == nil && candidates.first?.published != nil)
                let again = try transaction.save(SampleSite.phone(1))
                #expect(again.id != phone.id && again.version == 1)
            }
            #expect(try await store.read { try $0.phones().map(\.id) } == [phone.id])
        },
        StoreCheck("A01: two spellings of one name are one object in a rehearsal too") { store in
            try await store.write { transaction in try SampleSite.save(in: transaction) }
            try await store.rehearse { transaction throws in
                let first = try transaction.save(SampleSite.pool("New", srst: "disable"))
                let second = try transaction.save(SampleSite.pool("NEW", srst: "gw-1"))
                #expect(first.id == second.id && second.version == 2)
                let known = try transaction.save(SampleSite.pool("tWo", srst: "gw-1"))
                #expect(known.version == 2)
                let names = try transaction.configuration().devicePools.values.map(\.value.name.text)
                #expect(Set(names) == ["one", "tWo", "none", "NEW"])
            }
        },
        StoreCheck("A01: a rehearsal's certificates are seen in it, and undone after it") { store in
            let gateway = try await store.write { transaction throws in
                let gateway = try transaction.save(SRSTReference.example())
                try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
                return gateway.id
            }
            try await store.rehearse { transaction throws in
                try transaction.setCertificate(SampleSite.certificate(2), for: gateway)
                #expect(try transaction.configuration().certificates[gateway] == SampleSite.certificate(2))
                try transaction.setCertificate(nil, for: gateway)
                #expect(try transaction.configuration().certificates.isEmpty)
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.configuration().certificates == [gateway: SampleSite.certificate(1)])
            }
        },
        StoreCheck("A01: a rehearsal publishes and audits nothing, but answers the revision it would be") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try DraftBuilder.publishAll(in: transaction)
            }
            let revision = try await store.rehearse { transaction throws in
                try transaction.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c"))
                return try DraftBuilder.publishAll(in: transaction, at: 1_900_000_000)
            }
            #expect(revision.number == 2 && revision.committedAt == 1_900_000_000)
            try await store.read { snapshot throws in
                #expect(try snapshot.latestRevision()?.number == 1 && snapshot.auditRecords().isEmpty)
                #expect(try snapshot.published().values.map(\.revision) == [1])
            }
        },
        StoreCheck("A01: a rehearsal that throws leaves nothing, and the next begins afresh") { store in
            await #expect(throws: Abandoned.self) {
                try await store.rehearse { transaction throws in
                    try SampleSite.save(in: transaction)
                    try transaction.save(SampleSite.phone(1))
                    throw Abandoned()
                }
            }
            try await store.rehearse { transaction throws in
                #expect(try transaction.configuration().devicePools.isEmpty && transaction.phones().isEmpty)
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
            }
            #expect(try await store.read { try $0.configuration().devicePools.isEmpty })
        },
        StoreCheck("A01: a rehearsal begins with the latest commit") { store in
            for version in 1...3 {
                _ = try await store.write { try $0.save(CallManagerGroup.example()) }
                try await store.rehearse { transaction throws in
                    #expect(try transaction.save(CallManagerGroup.example()).version == version + 1)
                }
            }
        },
        StoreCheck("A01: a rehearsal neither holds the writer nor sees what is written meanwhile") { store in
            try await store.write { transaction in try SampleSite.save(in: transaction) }
            let inside = AsyncStream<Void>.makeStream()
            let committed = DispatchSemaphore(value: 0)
            async let rehearsed = store.rehearse { transaction throws in
                try transaction.save(SampleSite.phone(1))
                inside.continuation.finish()
                guard committed.wait(timeout: .now() + 300) == .success else { throw Abandoned() }
                try transaction.save(SampleSite.pool("one", srst: "disable"))
                return try transaction.numbers(.all)
            }
            for await _ in inside.stream {}
            _ = try await store.write { try $0.save(SampleSite.phone(2)) }
            committed.signal()
            #expect(try await rehearsed == [1])
            #expect(try await store.read { try $0.numbers(.all) } == [2])
        },
    ]
}
