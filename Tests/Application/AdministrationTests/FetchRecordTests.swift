import AdminAPI
import ClusterModel
import Documents
import Platform
import Publishing
import SQLiteStore
import Serving
import Store
import Testing

@Suite struct FetchRecordTests {
    private let phone = "SEP001122334455"

    private static func client(_ low: UInt64, port: UInt16 = 50_000) -> ClientAddress {
        ClientAddress(high: 0, low: low, scope: 0, port: port, isIPv6: false)
    }

    private func record(
        _ file: String,
        from client: ClientAddress = FetchRecordTests.client(0xC000_0207),
        _ outcome: TransferRecord.Outcome = .fetched,
        of site: TestSite? = nil,
        reason: TransferReason? = nil
    ) -> TransferRecord {
        var record = TransferRecord(client: client, file: FileName(file), outcome: outcome, reason: reason)
        if let site, case .found(let content) = site.catalog.find(Array(file.utf8).span) {
            record.position = content.position
            record.hash = content.hash
        }
        return record
    }

    private func details(_ site: TestSite) async throws -> Document {
        try await site.send(ShowObject(noun: .phone, name: phone)).details
    }

    private func lastFetch(_ site: TestSite) async throws -> Document? { try await details(site)["last-fetch"] }

    @Test("A02: a phone's last fetch is kept, and whether it has what it is served now")
    func kept() async throws {
        let site = try await TestSite.fixture()
        #expect(try await lastFetch(site)?.content == .null)
        var journal = FetchJournal()
        journal.note(record("sep001122334455.cnf.xml", of: site), at: TestSite.start + 5)
        try await journal.write(to: site.store)
        #expect(journal.isEmpty)
        let fetch = try await lastFetch(site)
        #expect(fetch?["address"]?.text == "192.0.2.7")
        #expect(fetch?["revision"]?.text == "1")
        #expect(fetch?["time"]?.text == "2026-06-01T00:00:05Z")
        #expect(fetch?["has-served-file"]?.text == "true")
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        #expect(try await lastFetch(site)?["has-served-file"]?.text == "false")
    }

    @Test("A refused fetch says why, and an IPv6 address is told without its port")
    func refused() async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        let client = ClientAddress(high: 0x2001_0DB8_0000_0000, low: 7, scope: 0, port: 50_000, isIPv6: true)
        journal.note(record("\(phone).cnf.xml", from: client, .refused, reason: .notPublished), at: 1)
        try await journal.write(to: site.store)
        let shown = try await details(site)
        let request = shown["last-request"]
        #expect(request?["outcome"]?.text == "refused")
        #expect(request?["reason"]?.text == "not-published")
        #expect(request?["address"]?.text == "2001:db8::7")
        #expect(shown["last-fetch"]?.content == .null && shown["fetch-state"]?.text == "never")
    }

    @Test("The address of the last complete fetch is told with the one before; that of any other request is none")
    func changedAddress() async throws {
        let site = try await TestSite.fixture()
        for (second, client) in [(1, 0xC000_0207), (2, 0xC000_0207), (3, 0xC000_0263), (4, 0xC000_0263)]
            as [(Int, UInt64)]
        {
            var journal = FetchJournal()
            journal.note(
                record("\(phone).cnf.xml", from: Self.client(client, port: UInt16(second)), of: site),
                at: UnixTime(seconds: second)
            )
            journal.note(
                record("\(phone).cnf.xml", from: Self.client(0xC633_6401), .abandoned, of: site),
                at: UnixTime(seconds: second)
            )
            try await journal.write(to: site.store)
            let warning = try await lastFetch(site)?["warning"]?.text
            #expect(warning == (second < 3 ? nil : "The phone's address changed from 192.0.2.7 to 192.0.2.99."))
        }
    }

    @Test("Records never grow by unknown names, nor by files that are no phone's")
    func unknownNames() async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        for name in ["CTLSEP001122334455.tlv", "XMLDefault.cnf.xml", "..\\x00", "SEP0011223344.cnf.xml"] {
            journal.note(record(name, .refused), at: 1)
        }
        #expect(journal.isEmpty)
        for number in 0..<100 {
            let digits = String(number + 0x0A00_0000_0000, radix: 16, uppercase: true)
            journal.note(record("SEP0\(digits).cnf.xml", .refused), at: 1)
        }
        #expect(!journal.isEmpty)
        try await journal.write(to: site.store)
        let kept = try await site.store.read { snapshot in
            var kept = 0
            try snapshot.forEachFileStatus { if $0.fetches != nil { kept += 1 } }
            return kept
        }
        #expect(kept == 0)
    }

    @Test("A later request of the same batch replaces the earlier one; a deleted phone's record goes with it")
    func latest() async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        journal.note(record("\(phone).cnf.xml", .abandoned, of: site), at: 1)
        journal.note(record("\(phone).cnf.xml", .sent, of: site), at: 2)
        try await journal.write(to: site.store)
        #expect(try await details(site)["last-request"]?["outcome"]?.text == "sent")
        _ = try await site.send(DeleteObject(noun: .phone, name: phone))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText, confirm: true))
        let again = try await details(site)
        #expect(again["last-fetch"]?.content == .null && again["last-request"]?.content == .null)
    }

    @Test(
        "A02: no request that ended early overturns a complete fetch, in the same batch or a later one",
        arguments: [
            TransferRecord.Outcome.sent, .abandoned, .aborted, .cancelled, .refused, .failed,
        ],
        [true, false]
    )
    func proofStays(_ outcome: TransferRecord.Outcome, _ isOneBatch: Bool) async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        journal.note(record("\(phone).cnf.xml", of: site), at: TestSite.start + 5)
        if !isOneBatch { try await journal.write(to: site.store) }
        for second in 6...30 {
            let forged = record("\(phone).cnf.xml", from: Self.client(0xC633_6401), outcome, of: site)
            journal.note(forged, at: TestSite.start + second)
        }
        try await journal.write(to: site.store)
        let shown = try await details(site)
        let (fetch, request) = (shown["last-fetch"], shown["last-request"])
        #expect(fetch?["address"]?.text == "192.0.2.7" && fetch?["time"]?.text == "2026-06-01T00:00:05Z")
        #expect(fetch?["has-served-file"]?.text == "true" && fetch?["warning"] == nil)
        #expect(shown["fetch-state"]?.text == "current")
        #expect(request?["address"]?.text == "198.51.100.1" && request?["outcome"]?.text == outcome.rawValue)
        #expect(request?["warning"]?.text?.contains("192.0.2.7") == true)
    }

    @Test(
        "A02: who has fetched a file and only asked for the next one has the former; what was only sent is told apart"
    )
    func laterRevision() async throws {
        let site = try await TestSite.fixture()
        try await site.fetch(phone, at: 5)
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        try await site.fetch(phone, outcome: .abandoned, at: 6)
        var shown = try await details(site)
        #expect(shown["fetch-state"]?.text == "old" && shown["last-fetch"]?["revision"]?.text == "1")
        #expect(shown["last-request"]?["revision"]?.text == "2" && shown["last-sent"]?.content == .null)
        try await site.fetch(phone, outcome: .sent, at: 7)
        try await site.fetch(phone, outcome: .refused, at: 8)
        shown = try await details(site)
        #expect(shown["fetch-state"]?.text == "sent" && shown["last-sent"]?["revision"]?.text == "2")
        #expect(shown["last-fetch"]?["has-served-file"]?.text == "false")
        try await site.fetch(phone, at: 9)
        shown = try await details(site)
        #expect(shown["fetch-state"]?.text == "current" && shown["last-sent"]?.content == .null)
        #expect(shown["last-fetch"]?["has-served-file"]?.text == "true")
    }
}
