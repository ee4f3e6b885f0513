internal import ClusterModel
internal import Dispatch
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let transactions = [
        StoreCheck("A body that throws leaves nothing behind, and its error comes out") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
            }
            await #expect(throws: Abandoned.self) {
                try await store.write { transaction throws in
                    try transaction.save(Cluster.example(["security-mode": "mixed"]))
                    try transaction.save(SampleSite.phone(2))
                    let configuration = try transaction.configuration()
                    let name = try SampleSite.name("gw-1")
                    guard let gateway = configuration.srstReferences[name] else { return }
                    try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
                    try transaction.delete(try #require(try transaction.phone(SampleSite.phoneName(1))).id)
                    try transaction.appendAudit(AuditEntry(time: 1, actor: "a", action: "b", object: "c"))
                    try DraftBuilder.publishAll(in: transaction)
                    throw Abandoned()
                }
            }
            try await store.read { snapshot throws in
                let configuration = try snapshot.configuration()
                #expect(configuration.cluster.value.securityMode == .nonSecure && configuration.cluster.version == 1)
                #expect(configuration.certificates.isEmpty)
                #expect(try snapshot.numbers(.all) == [1] && snapshot.published().isEmpty)
                #expect(try snapshot.latestRevision() == nil && snapshot.auditRecords().isEmpty)
            }
        },
        StoreCheck("After a refusal that the body catches, the transaction goes on as if nothing had been tried") {
            store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                #expect(throws: Problem.self) { try transaction.save(SampleSite.phone(1, pool: "nowhere")) }
                #expect(throws: Problem.self) { try transaction.save(SampleSite.pool("p", srst: "nowhere")) }
                #expect(throws: Problem.self) {
                    try transaction.save(Cluster.example(["default-call-manager-group": "nowhere"]))
                }
                try transaction.save(SampleSite.phone(2))
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.numbers(.all) == [2])
                #expect(try snapshot.configuration().devicePools.count == 3)
                #expect(try snapshot.configuration().cluster.version == 1)
            }
        },
        StoreCheck("Actions after the commit run in order, once, before the next transaction begins") { store in
            let events = Events()
            try await store.write { transaction throws in
                transaction.afterCommit { events.add("first") }
                try transaction.save(CallManagerGroup.example())
                transaction.afterCommit { events.add("second") }
                events.add("body")
            }
            try await store.write { _ in events.add("next") }
            #expect(events.all == ["body", "first", "second", "next"])
        },
        StoreCheck("Actions after the commit run even when nothing was changed") { store in
            let events = Events()
            try await store.write { transaction in transaction.afterCommit { events.add("committed") } }
            #expect(events.all == ["committed"])
        },
        StoreCheck("Actions after the commit see what was committed") { store in
            let events = Events()
            try await store.write { transaction throws in
                let saved = try transaction.save(CallManagerGroup.example())
                transaction.afterCommit { events.add("version \(saved.version)") }
            }
            #expect(events.all == ["version 1"])
            #expect(try await store.read { try $0.configuration().callManagerGroups.count } == 1)
        },
        StoreCheck("Actions after the commit never run when the body throws, nor after the next commit") { store in
            let events = Events()
            await #expect(throws: Abandoned.self) {
                try await store.write { transaction throws in
                    transaction.afterCommit { events.add("abandoned") }
                    try transaction.save(CallManagerGroup.example())
                    throw Abandoned()
                }
            }
            _ = try await store.write { try $0.save(CallManagerGroup.example()) }
            try await store.rehearse { transaction throws in
                transaction.afterCommit { events.add("rehearsed") }
                try transaction.save(CallManagerGroup.example(["name": "other"]))
            }
            _ = try await store.write { try $0.save(CallManagerGroup.example()) }
            #expect(events.all.isEmpty)
        },
        StoreCheck("Many writers at once are run one after the other") { store in
            try await store.write { transaction in try SampleSite.save(in: transaction) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await store.write { transaction throws in
                            let cluster = try transaction.configuration().cluster.value
                            try transaction.save(cluster)
                            try transaction.save(SampleSite.phone(number))
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.configuration().cluster.version == 41)
                #expect(try snapshot.numbers(.all) == Array(0..<40))
            }
        },
        StoreCheck("A reader keeps its view while a writer commits") { store in
            let inside = AsyncStream<Void>.makeStream()
            let committed = DispatchSemaphore(value: 0)
            async let counts = store.read { snapshot throws in
                let before = try snapshot.configuration().callManagerGroups.count
                inside.continuation.finish()
                guard committed.wait(timeout: .now() + 300) == .success else { throw Abandoned() }
                return [before, try snapshot.configuration().callManagerGroups.count]
            }
            for await _ in inside.stream {}
            _ = try await store.write { try $0.save(CallManagerGroup.example()) }
            committed.signal()
            #expect(try await counts == [0, 0])
            #expect(try await store.read { try $0.configuration().callManagerGroups.count } == 1)
        },
    ]
}
