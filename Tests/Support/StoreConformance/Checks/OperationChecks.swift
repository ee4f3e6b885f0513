internal import ClusterModel
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    private static func operation(_ phase: ResetOperation.Phase = .publishing) throws -> ResetOperation {
        ResetOperation(
            actor: "管理者",
            description: "srst gw",
            startedAt: 10,
            asOf: 11,
            staleAfter: 60,
            unchanged: 2,
            phase: phase,
            reason: phase == .publishing ? nil : "because",
            waves: WavePlan(
                selection: .srst(try ObjectName("gw")),
                waves: Waves(size: 5, pause: 6, stopOnStale: 7),
                acceptsExpiredLoss: true
            ),
            remaining: 3
        )
    }

    private static func wave(
        _ revision: RevisionNumber,
        of operation: Int,
        published: Int,
        _ notice: OperationWave.Notice = .none
    ) -> OperationWave {
        OperationWave(
            operation: operation,
            revision: revision,
            committedAt: 1,
            published: published,
            withdrawn: 0,
            lastPhone: nil,
            notice: notice
        )
    }

    static let operations = [
        StoreCheck("Operations come back as they were added, the latest first, and keep their progress") { store in
            let first = try operation()
            let second = ResetOperation(
                id: 2,
                actor: "b",
                description: "all phones",
                startedAt: 12,
                asOf: 12,
                staleAfter: 1,
                unchanged: 0,
                phase: .published
            )
            let ids = try await store.write { transaction throws in
                [try transaction.add(first), try transaction.add(second)]
            }
            #expect(ids == [1, 2])
            var expected = first
            expected.id = 1
            let begun = expected
            #expect(try await store.read { try $0.operations(nil, limit: 10) } == [second, begun])
            #expect(try await store.read { try $0.operations(nil, limit: 1) } == [second])
            #expect(try await store.read { try $0.operations(.publishing, limit: 10) } == [begun])
            expected.phase = .stopped
            expected.reason = "because"
            expected.remaining = 0
            let update = expected
            try await store.write { try $0.update(update) }
            #expect(try await store.read { try $0.operation(1) } == update)
            #expect(try await store.read { try $0.operation(3) } == nil)
        },
        StoreCheck("A rollback comes back as one, at once and in waves") { store in
            var rollback = try operation()
            rollback.work = .rollback(to: 7)
            rollback.waves?.selection = .all
            var atOnce = rollback
            atOnce.waves = nil
            let expected = [atOnce, rollback]
            let added = try await store.write { transaction throws in
                try expected.reversed().map { try transaction.add($0) }
            }
            #expect(added == [1, 2])
            let found = try await store.read { try $0.operations(nil, limit: 10) }
            #expect(found.map(\.work) == [.rollback(to: 7), .rollback(to: 7)])
            #expect(found.map(\.waves) == [nil, rollback.waves])
        },
        StoreCheck("A rehearsal adds no operation, and what it changes of one is thrown away") { store in
            let operation = try operation()
            _ = try await store.write { try $0.add(operation) }
            try await store.rehearse { transaction throws in
                #expect(try transaction.add(operation) == 0)
                var changed = try #require(try transaction.operation(1))
                changed.phase = .cancelled
                try transaction.update(changed)
                #expect(try transaction.operation(1)?.phase == .cancelled)
            }
            let kept = try await store.read { try $0.operations(nil, limit: 10) }
            #expect(kept.map(\.phase) == [.publishing])
        },
        StoreCheck("A wave keeps what became of telling its phones") { store in
            let operation = try operation()
            let last = try DeviceName("SEP001122334455")
            func wave(_ revision: RevisionNumber, _ notice: OperationWave.Notice) -> OperationWave {
                OperationWave(
                    operation: 1,
                    revision: revision,
                    committedAt: UnixTime(seconds: revision.rawValue * 10),
                    published: 4,
                    withdrawn: 1,
                    lastPhone: revision == 1 ? last : nil,
                    notice: notice
                )
            }
            let waves = [wave(1, .due), wave(2, .none)]
            try await store.write { transaction throws in
                _ = try transaction.add(operation)
                for wave in waves { try transaction.add(wave) }
            }
            #expect(try await store.read { try $0.waves(of: 1) } == waves)
            #expect(try await store.read { try $0.wavesToTell() } == [waves[0]])
            let progress = NoticeProgress(attempt: 2, through: ObjectID(7), told: 3, failed: 1, reason: "silent")
            try await store.write { try $0.setNotice(.telling(progress), ofRevision: 1) }
            #expect(try await store.read { try $0.wavesToTell() }.map(\.notice) == [.telling(progress)])
            let notice = OperationWave.Notice.done(told: 3, failed: 1, reason: "out of reach")
            try await store.write { try $0.setNotice(notice, ofRevision: 1) }
            #expect(try await store.read { try $0.waves(of: 1).first?.notice } == notice)
            #expect(try await store.read { try $0.wavesToTell() }.isEmpty)
        },
        StoreCheck("Only the first complete fetch of exactly an operation's bytes is an arrival") { store in
            let operation = try operation()
            let (phones, incarnation, hashes) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...3).map { try transaction.save(SampleSite.phone($0)).value.name }
                try DraftBuilder.publishAll(in: transaction)
                _ = try transaction.add(operation)
                try transaction.add(wave(1, of: 1, published: 3))
                let published = try transaction.published()
                let hashes = try phones.map { try #require(published[.phone($0)]).hash }
                return (phones, try transaction.incarnation(), hashes)
            }
            func fetch(_ phone: Int, _ time: UnixTime, _ outcome: String) -> FetchRecord {
                FetchRecord(
                    phone: phones[phone],
                    time: time,
                    address: "192.0.2.\(time)",
                    outcome: outcome,
                    incarnation: incarnation,
                    revision: 1,
                    hash: hashes[phone]
                )
            }
            var otherBytes = fetch(1, 5, "fetched")
            otherBytes.hash = .repeating(9)
            var otherStore = fetch(1, 6, "fetched")
            otherStore.incarnation = "another"
            var otherRevision = fetch(1, 7, "fetched")
            otherRevision.revision = 2
            let records = [
                fetch(0, 1, "sent"), fetch(0, 2, "fetched"), fetch(0, 3, "fetched"), fetch(0, 4, "sent"), otherBytes,
                otherStore, otherRevision, fetch(2, 8, "abandoned"),
            ]
            try await store.write { try $0.recordFetches(records) }
            try await store.read { snapshot throws in
                var deliveries: [PhoneDelivery] = []
                try snapshot.forEachDelivery(in: 1) { deliveries.append($0) }
                #expect(deliveries.map(\.phone) == phones)
                #expect(
                    deliveries.map(\.arrival) == [
                        .init(time: 2, address: "192.0.2.2", isAcknowledged: true), nil, nil,
                    ]
                )
                #expect(deliveries.allSatisfy { $0.stamp != nil && $0.supersededAt == nil })
                let wave = try #require(try snapshot.waves(of: 1).first)
                #expect(
                    try snapshot.deliveryCounts(of: wave, deadline: 100)
                        == DeliveryCounts(acknowledged: 1, unacknowledged: 0, waiting: 2)
                )
            }
        },
        StoreCheck("Who waits is told from where one left off, with the address of the last acknowledged transfer") {
            store in
            let operation = try operation()
            let (phones, fetches) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...6).map { try transaction.save(SampleSite.phone($0)) }
                try DraftBuilder.publishAll(in: transaction)
                _ = try transaction.add(operation)
                try transaction.add(wave(1, of: 1, published: 6))
                let incarnation = try transaction.incarnation()
                let published = try transaction.published()
                let hashes = try phones.map { try #require(published[.phone($0.value.name)]).hash }
                func fetch(
                    _ phone: Int,
                    _ address: Int,
                    _ outcome: String,
                    of revision: RevisionNumber = 1
                ) -> FetchRecord {
                    FetchRecord(
                        phone: phones[phone].value.name,
                        time: UnixTime(seconds: address),
                        address: "192.0.2.\(address)",
                        outcome: outcome,
                        incarnation: incarnation,
                        revision: revision,
                        hash: hashes[phone]
                    )
                }
                // Phone 0 arrives; 1 gets another file; 2 to 4 ask for something else, 5 never asks.
                return (
                    phones,
                    [
                        fetch(0, 1, "fetched"), fetch(2, 2, "fetched", of: 7), fetch(2, 3, "sent", of: 7),
                        fetch(3, 4, "sent", of: 7), fetch(4, 5, "fetched", of: 7), fetch(4, 6, "fetched", of: 7),
                        fetch(4, 7, "abandoned"),
                    ]
                )
            }
            try await store.write { transaction throws in
                try transaction.recordFetches(fetches)
                var later = DraftBuilder()
                later.withdraw(phones[1].id, phones[1].value.name)
                _ = try transaction.writeRevision(later.draft, at: 2)
            }
            try await store.read { snapshot throws in
                let all = try snapshot.waitingPhones(in: 1, after: nil, limit: .max)
                #expect(all.map(\.id) == phones[2...].map(\.id))
                #expect(all.map(\.name) == phones[2...].map(\.value.name))
                #expect(all.map(\.address) == ["192.0.2.2", nil, "192.0.2.6", nil])
                #expect(try snapshot.waitingPhones(in: 1, after: nil, limit: 3) == Array(all.prefix(3)))
                #expect(try snapshot.waitingPhones(in: 1, after: all[2].id, limit: 3) == [all[3]])
                #expect(try snapshot.waitingPhones(in: 1, after: all[3].id, limit: 3).isEmpty)
                #expect(try snapshot.waitingPhones(in: 2, after: nil, limit: 3).isEmpty, "a file that was taken away")
                // The last request is shown, whatever became of it.
                #expect(try snapshot.fetches(of: phones[4].value.name)?.lastRequest.address == "192.0.2.7")
            }
        },
        StoreCheck("A04: what pruning drops leaves in its operation who had come, and who was stale") { store in
            let operation = try operation()
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...5).map { try transaction.save(SampleSite.phone($0)) }
                try DraftBuilder.publishAll(in: transaction, at: 1)
                _ = try transaction.add(operation)
                try transaction.add(wave(1, of: 1, published: 5))
                let incarnation = try transaction.incarnation()
                let published = try transaction.published()
                let arrivals = try [(0, "fetched"), (1, "sent")].map { index, outcome in
                    let phone = phones[index].value.name
                    return FetchRecord(
                        phone: phone,
                        time: 2,
                        address: "192.0.2.1",
                        outcome: outcome,
                        incarnation: incarnation,
                        revision: 1,
                        hash: try #require(published[.phone(phone)]).hash
                    )
                }
                try transaction.recordFetches(arrivals)
                // Phone 4 loses its file in time; the others get another one after the deadline.
                var later = DraftBuilder()
                later.withdraw(phones[4].id, phones[4].value.name)
                _ = try transaction.writeRevision(later.draft, at: 30)
                try DraftBuilder.publishAll(in: transaction, at: 100)
            }
            func counts() async throws -> DeliveryCounts {
                try await store.read { snapshot throws in
                    let wave = try #require(try snapshot.waves(of: 1).first)
                    return try snapshot.deliveryCounts(of: wave, deadline: 61)
                }
            }
            let before = try await counts()
            #expect(before == DeliveryCounts(acknowledged: 1, unacknowledged: 1, waiting: 2))
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 1_900_000_000)
            #expect(try await counts() == before)
            try await store.read { snapshot throws in
                try snapshot.forEachDelivery(in: 1) { Issue.record("\($0.phone) is kept") }
            }
        },
        StoreCheck("Operations go when none of their files is kept; those that go on, and the latest, stay") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                // Replaced and over; replaced, but waves follow; replaced, but phones are told; served; the latest, of
                // nothing that is left.
                for (index, phase) in [ResetOperation.Phase.published, .publishing, .published, .published, .stopped]
                    .enumerated()
                {
                    let id = try transaction.add(operation(phase))
                    if id < 5 { try DraftBuilder.publishAll(in: transaction) }
                    let notice: OperationWave.Notice = index == 2 ? .telling(NoticeProgress(attempt: 1)) : .none
                    try transaction.add(wave(RevisionNumber(rawValue: id < 5 ? id : 100), of: id, published: 1, notice))
                }
            }
            _ = try await store.prune(Retention(revisions: 1, days: 0), now: 1_900_000_000)
            #expect(try await store.read { try $0.operations(nil, limit: 10).map(\.id) } == [5, 4, 3, 2])
            #expect(try await store.read { try $0.waves(of: 1) }.isEmpty)
            #expect(try await store.write { try $0.add(operation()) } == 6)
        },
    ]
}
