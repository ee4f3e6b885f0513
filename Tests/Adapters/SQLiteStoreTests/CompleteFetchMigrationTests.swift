import ClusterModel
import Foundation
import Platform
import SQLiteStore
import Store
import TestSupport
import Testing

/// The fifteenth schema keeps the last complete fetch apart from the last request.
@Suite("S10: the upgrade to last complete fetches")
struct CompleteFetchMigrationTests {
    /// Which requests an earlier release had written down, each a second after the other, and what is known of them.
    private static let cases: [(requests: [SmallSite.Request], known: (Int, String)?)] = [
        ([("fetched", "192.0.2.1")], (0, "192.0.2.1")),
        // The request that followed displaced it; the arrival of the operation tells it all the same.
        ([("fetched", "192.0.2.1"), ("abandoned", "192.0.2.66")], (0, "192.0.2.1")),
        ([("fetched", "192.0.2.1"), ("sent", "192.0.2.2")], (0, "192.0.2.1")),
        ([("fetched", "192.0.2.1"), ("fetched", "192.0.2.2")], (1, "192.0.2.2")),
        // What was called sent may have had nothing of it acknowledged.
        ([("sent", "192.0.2.2")], nil),
        ([("abandoned", "192.0.2.2")], nil),
        ([("refused", "192.0.2.2")], nil),
    ]

    @Test("A complete fetch is carried, displaced or not, and nothing is made up", arguments: cases.indices)
    func upgrade(_ index: Int) async throws {
        let (requests, known) = Self.cases[index]
        let state = try StateFolder()
        let phone = try Phone.example().name
        try await state.withStore { store in
            try await store.write { try SmallSite.save(requests: requests, in: $0) }
        }
        for statement in Downgrade.to14 { try state.tamper(statement) }
        let fetches = try #require(
            try await state.withStore { store in try await store.read { try $0.fetches(of: phone) } }
        )
        #expect(
            fetches.lastRequest.outcome == requests.last?.outcome
                && fetches.lastRequest.time.seconds == requests.count - 1
        )
        #expect(fetches.lastComplete?.time.seconds == known?.0 && fetches.lastComplete?.address == known?.1)
        #expect(fetches.lastComplete == nil || fetches.lastComplete?.revision == 1)
        #expect(fetches.lastComplete == nil || fetches.lastComplete?.hash == SmallSite.digest)
        #expect(fetches.lastComplete == nil || fetches.lastComplete?.incarnation != nil)
        #expect(fetches.sentSince == nil && fetches.previousAddress == nil)
        let states = try await state.withStore { store in
            try await store.read { snapshot in
                var states: [FetchState] = []
                try snapshot.forEachFileStatus { states.append($0.state) }
                return states
            }
        }
        #expect(states == [known == nil ? .never : .current])
    }

    /// `schema-11-fetches.sqlite` was written by release 0.1.0: six phones on their second file, which its reset published.
    /// Phones 1 and 2 fetched it whole, then somebody else asked once for the file of 2. Phone 3 was sent it but for the
    /// last acknowledgement, 4 asked and hung up, 5 never asked. Phone 6 had fetched its first file before somebody else
    /// asked for its second; that release forgot it.
    @Test(
        "A database of release 0.1.0 keeps who has which file, the phone that one datagram had made it forget included"
    )
    func release() async throws {
        let state = try StateFolder()
        let url = Fixtures.url("databases/schema-11-fetches.sqlite")
        try state.replaceDatabase(with: Data(contentsOf: url))
        let phones = try await state.withStore { store in
            try await store.read { snapshot in
                var phones: [PhoneFileStatus] = []
                try snapshot.forEachFileStatus { phones.append($0) }
                return phones
            }
        }
        #expect(phones.map(\.state) == [.current, .current, .never, .never, .never, .never])
        #expect(
            phones.map(\.fetches?.lastComplete?.address) == ["127.0.0.21", "127.0.0.22", nil, nil, nil, nil]
        )
        #expect(
            phones.map(\.fetches?.lastRequest.outcome)
                == ["fetched", "abandoned", "sent", "abandoned", nil, "abandoned"]
        )
        let second = try #require(phones[1].fetches)
        #expect(second.lastRequest.address == "127.0.0.77" && second.previousAddress == nil)
        #expect(second.lastComplete?.revision == 2 && second.lastComplete?.hash == phones[1].served?.hash)
        #expect(second.lastComplete?.incarnation == second.lastRequest.incarnation)
        // Who was told, and where, stays: 6 acknowledged its first file there.
        #expect(try state.text("SELECT acknowledged_address FROM fetches ORDER BY object_id DESC") == "127.0.0.26")
        let arrivals = try await state.withStore { store in
            try await store.read { snapshot in
                var outcomes: [Bool?] = []
                try snapshot.forEachDelivery(in: 2) { outcomes.append($0.arrival?.isAcknowledged) }
                return outcomes
            }
        }
        #expect(arrivals == [true, true, false, nil, nil, nil])
    }
}
