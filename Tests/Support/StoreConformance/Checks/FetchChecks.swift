internal import ClusterModel
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    private static func record(
        _ phone: DeviceName,
        _ time: UnixTime,
        _ outcome: String,
        bytes: UInt8? = nil
    ) -> FetchRecord {
        FetchRecord(
            phone: phone,
            time: time,
            address: "192.0.2.\(time)",
            outcome: outcome,
            reason: bytes == nil ? "because" : nil,
            incarnation: bytes == nil ? nil : "here",
            revision: bytes.map { RevisionNumber(rawValue: Int($0)) },
            hash: bytes.map { .repeating($0) }
        )
    }

    private static func transfer(_ time: UnixTime, bytes: UInt8) -> PhoneFetches.Transfer {
        PhoneFetches.Transfer(
            time: time,
            address: "192.0.2.\(time)",
            incarnation: "here",
            revision: RevisionNumber(rawValue: Int(bytes)),
            hash: .repeating(bytes)
        )
    }

    static let fetches = [
        StoreCheck("A02: the last request and the last complete fetch of a phone are two facts") { store in
            let phone = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                return try transaction.save(SampleSite.phone(1)).value.name
            }
            #expect(try await store.read { try $0.fetches(of: phone) } == nil)
            // Each request with what is known after it: the last complete fetch, what was sent since, the address before.
            let complete = transfer(3, bytes: 1)
            let moved = transfer(8, bytes: 2)
            let steps: [(FetchRecord, PhoneFetches.Transfer?, PhoneFetches.Transfer?, String?)] = [
                (record(phone, 1, "abandoned", bytes: 1), nil, nil, nil),
                (record(phone, 2, "sent", bytes: 1), nil, transfer(2, bytes: 1), nil),
                (record(phone, 3, "fetched", bytes: 1), complete, nil, nil),
                (record(phone, 4, "abandoned", bytes: 2), complete, nil, nil),
                (record(phone, 5, "refused"), complete, nil, nil),
                (record(phone, 6, "sent", bytes: 2), complete, transfer(6, bytes: 2), nil),
                (record(phone, 7, "cancelled", bytes: 2), complete, transfer(6, bytes: 2), nil),
                (record(phone, 8, "fetched", bytes: 2), moved, nil, "192.0.2.3"),
                (record(phone, 9, "aborted", bytes: 3), moved, nil, "192.0.2.3"),
                // Without bytes nothing is proved.
                (record(phone, 10, "fetched"), moved, nil, "192.0.2.3"),
            ]
            for (request, complete, sent, previous) in steps {
                try await store.write { try $0.recordFetches([request]) }
                let expected = PhoneFetches(
                    lastRequest: request,
                    lastComplete: complete,
                    sentSince: sent,
                    previousAddress: previous
                )
                #expect(try await store.read { try $0.fetches(of: phone) } == expected, "\(request)")
            }
            // All in one batch come to the same.
            let other = try await store.write { try $0.save(SampleSite.phone(2)).value.name }
            let all = steps.map { step in
                var record = step.0
                record.phone = other
                return record
            }
            try await store.write { try $0.recordFetches(all) }
            let last = try #require(try await store.read { try $0.fetches(of: other) })
            #expect(last.lastComplete == moved && last.lastRequest.time == 10 && last.previousAddress == "192.0.2.3")
        },
        StoreCheck(
            "A02: what phones are served and have fetched is told in the order of their names, from one to another"
        ) {
            store in
            let (phones, hashes) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phones = try (1...5).map { try transaction.save(SampleSite.phone($0)) }
                try DraftBuilder.publishAll(in: transaction)
                let published = try transaction.published()
                let hashes = try phones.map { try #require(published[.phone($0.value.name)]).hash }
                var later = DraftBuilder()
                later.withdraw(phones[3].id, phones[3].value.name)
                _ = try transaction.writeRevision(later.draft, at: 2)
                // It is served, and saved no more.
                try transaction.delete(phones[4].id)
                func fetch(_ phone: Int, _ outcome: String, _ hash: SHA256Hash?) -> FetchRecord {
                    var fetch = record(phones[phone].value.name, UnixTime(seconds: phone + 1), outcome, bytes: 1)
                    fetch.hash = hash
                    return fetch
                }
                try transaction.recordFetches([
                    fetch(0, "fetched", hashes[0]), fetch(1, "sent", hashes[1]), fetch(3, "fetched", hashes[3]),
                ])
                return (phones.map(\.value.name), hashes)
            }
            try await store.read { snapshot throws in
                var all: [PhoneFileStatus] = []
                try snapshot.forEachFileStatus { all.append($0) }
                #expect(all.map(\.phone) == Array(phones[..<4]))
                #expect(all.map(\.served?.hash) == [hashes[0], hashes[1], hashes[2], nil])
                #expect(all.map(\.served?.revision) == [1, 1, 1, nil])
                let each = try phones[..<4].map { try snapshot.fetches(of: $0) }
                #expect(all.map(\.fetches) == each)
                #expect(all.map(\.state) == [.current, .sent, .never, .unserved])
                var some: [PhoneFileStatus] = []
                try snapshot.forEachFileStatus(after: phones[0], through: phones[2]) { some.append($0) }
                #expect(some == Array(all[1...2]))
            }
        },
    ]
}
