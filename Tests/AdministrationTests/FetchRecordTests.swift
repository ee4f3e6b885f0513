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

    private func record(
        _ file: String,
        from client: String = "192.0.2.7:50000",
        _ outcome: TransferRecord.Outcome = .fetched,
        of site: TestSite? = nil,
        reason: String? = nil
    ) -> TransferRecord {
        var record = TransferRecord(client: client, file: file, outcome: outcome, reason: reason)
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
        let client = "[2001:db8::7]:50000"
        journal.note(record("\(phone).cnf.xml", from: client, .refused, reason: "not-published"), at: 1)
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
        for (second, client) in [(1, "192.0.2.7:1"), (2, "192.0.2.7:2"), (3, "192.0.2.99:3"), (4, "192.0.2.99:4")] {
            var journal = FetchJournal()
            journal.note(record("\(phone).cnf.xml", from: client, of: site), at: second)
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
