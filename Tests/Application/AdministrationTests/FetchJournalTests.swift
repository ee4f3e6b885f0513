import ClusterModel
import Platform
import Publishing
import SQLiteStore
import Serving
import Store
import TestSupport
import Testing

@Suite("A02: the journal of fetches")
struct FetchJournalTests {
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334457", "SEP001122334458"]

    /// What must be known of a phone, told from all its requests one by one.
    private struct Expected {
        var lastTime: UnixTime = 0
        var complete: (time: UnixTime, hash: SHA256Hash)?
        var sent: SHA256Hash?

        mutating func follow(_ outcome: TransferRecord.Outcome, _ hash: SHA256Hash?, at time: UnixTime) {
            lastTime = time
            guard let hash else { return }
            if outcome == .fetched { (complete, sent) = ((time, hash), nil) }
            if outcome == .sent { sent = hash }
        }

        /// Whether it has that file, is proved not to, or was sent it.
        func state(served: SHA256Hash) -> FetchState {
            if complete?.hash == served { return .current }
            if sent == served { return .sent }
            return complete == nil ? .never : .old
        }
    }

    @Test(
        "However requests are batched, the last complete fetch is what the requests one by one tell",
        arguments: 1...8
    )
    func anyBatches(seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var random = SeededGenerator(seed: seed)
        let files = (0..<3).map { SHA256Hash.repeating($0) }
        var journal = FetchJournal()
        var expected = [Expected](repeating: Expected(), count: Self.phones.count)
        for time in 1...600 {
            let phone = Int.random(in: 0..<Self.phones.count, using: &random)
            let outcome = random.pick(TransferRecord.Outcome.allCases)
            let file = Int.random(in: 0..<3, using: &random)
            let hash = outcome == .refused ? nil : files[file]
            let client = ClientAddress(high: 0, low: 0x7F00_0000 + UInt64(time), scope: 0, port: 1, isIPv6: false)
            let name = FileName("\(Self.phones[phone]).cnf.xml")
            var record = TransferRecord(client: client, file: name, outcome: outcome)
            record.hash = hash
            record.position = hash.map { _ in
                PublishedPosition(incarnation: "a", revision: RevisionNumber(rawValue: file))
            }
            journal.note(record, at: UnixTime(seconds: time))
            expected[phone].follow(outcome, hash, at: UnixTime(seconds: time))
            if random.oneIn(20) { try await journal.write(to: site.store) }
        }
        try await journal.write(to: site.store)
        for (phone, expected) in zip(Self.phones, expected) {
            let name = try DeviceName(phone)
            let fetches = try #require(try await site.store.read { try $0.fetches(of: name) })
            #expect(fetches.lastRequest.time == expected.lastTime)
            #expect(fetches.lastComplete?.time == expected.complete?.time)
            #expect(fetches.lastComplete?.hash == expected.complete?.hash)
            for file in files {
                #expect(FetchState(fetches, served: file) == expected.state(served: file))
            }
        }
    }
}
