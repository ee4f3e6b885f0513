import AdminAPI
import ClusterModel
import Documents
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

    private func lastFetch(_ site: TestSite, _ name: String) async throws -> Document? {
        try await site.send(ShowObject(noun: .phone, name: name)).details["last-fetch"]
    }

    @Test("A02: a phone's last fetch is kept, and whether it has what it is served now")
    func kept() async throws {
        let site = try await TestSite.fixture()
        #expect(try await lastFetch(site, phone)?.content == .null)
        var journal = FetchJournal()
        journal.note(record("sep001122334455.cnf.xml", of: site), at: TestSite.start + 5)
        try await journal.write(to: site.store)
        #expect(journal.isEmpty)
        let fetch = try await lastFetch(site, phone)
        #expect(fetch?["outcome"]?.text == "fetched")
        #expect(fetch?["address"]?.text == "192.0.2.7")
        #expect(fetch?["revision"]?.text == "1")
        #expect(fetch?["time"]?.text == "2026-06-01T00:00:05Z")
        #expect(fetch?["has-served-file"]?.text == "true")
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        #expect(try await lastFetch(site, phone)?["has-served-file"]?.text == "false")
    }

    @Test("A refused fetch says why, and an IPv6 address is told without its port")
    func refused() async throws {
        let site = try await TestSite.fixture()
        var journal = FetchJournal()
        let client = ClientAddress(high: 0x2001_0DB8_0000_0000, low: 7, scope: 0, port: 50_000, isIPv6: true)
        journal.note(record("\(phone).cnf.xml", from: client, .refused, reason: .notPublished), at: 1)
        try await journal.write(to: site.store)
        let fetch = try await lastFetch(site, phone)
        #expect(fetch?["outcome"]?.text == "refused")
        #expect(fetch?["reason"]?.text == "not-published")
        #expect(fetch?["address"]?.text == "2001:db8::7")
        #expect(fetch?["has-served-file"]?.text == "false")
    }

    @Test("A changed address is told with the one before")
    func changedAddress() async throws {
        let site = try await TestSite.fixture()
        for (second, client) in [(1, 0xC000_0207), (2, 0xC000_0207), (3, 0xC000_0263), (4, 0xC000_0263)]
            as [(Int, UInt64)]
        {
            var journal = FetchJournal()
            journal.note(
                record("\(phone).cnf.xml", from: Self.client(client, port: UInt16(second)), of: site),
                at: second
            )
            try await journal.write(to: site.store)
            let warning = try await lastFetch(site, phone)?["warning"]?.text
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
            try snapshot.forEachPhone { if try snapshot.lastFetch(of: $0.value.name) != nil { kept += 1 } }
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
        #expect(try await lastFetch(site, phone)?["outcome"]?.text == "sent")
        _ = try await site.send(DeleteObject(noun: .phone, name: phone))
        _ = try await site.send(ApplySite(text: TestSite.fixtureText))
        #expect(try await lastFetch(site, phone)?.content == .null)
    }
}
