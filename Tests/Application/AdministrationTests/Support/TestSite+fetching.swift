import Platform
import Publishing
import Serving

/// Phones that fetch their files, without a network.
extension TestSite {
    /// Notes that each phone fetched what it is served now, `seconds` after the start of the tests' time.
    func fetch(
        _ phones: String...,
        outcome: TransferRecord.Outcome = .fetched,
        from address: UInt64 = 0xC000_0207,
        at seconds: Int = 5
    ) async throws {
        var journal = FetchJournal()
        for phone in phones { note(phone, outcome, from: address, at: seconds, in: &journal) }
        try await journal.write(to: store)
    }

    /// Notes one request of a phone for its file.
    func note(
        _ phone: String,
        _ outcome: TransferRecord.Outcome,
        from address: UInt64 = 0xC000_0207,
        at seconds: Int = 5,
        in journal: inout FetchJournal
    ) {
        let client = ClientAddress(high: 0, low: address, scope: 0, port: 50_000, isIPv6: false)
        var record = TransferRecord(client: client, file: FileName("\(phone).cnf.xml"), outcome: outcome)
        if case .found(let content) = catalog.find(Array("\(phone).cnf.xml".utf8).span) {
            record.position = content.position
            record.hash = content.hash
        }
        journal.note(record, at: Self.start + seconds)
    }
}
