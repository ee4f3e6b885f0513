import AdminAPI
import Documents
import Platform
import Serving
import TestSupport
import Testing

@Suite("A02: who still runs the old file is one list")
struct FetchListTests {
    /// The phones whose files change when the fixture's certificate is accepted.
    private static let phones = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]

    /// The fixture on its second file; of four phones one has it, one was sent it, one has the first, one has none.
    private func site() async throws -> TestSite {
        let site = try await TestSite.fixture()
        try await site.fetch(Self.phones[1], Self.phones[2], at: 5)
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        site.clock.second = TestSite.start + 100
        try await site.fetch(Self.phones[0], from: 0xC000_0263, at: 90)
        try await site.fetch(Self.phones[1], outcome: .sent, at: 91)
        for phone in Self.phones { try await site.fetch(phone, outcome: .abandoned, from: 0xC633_6401, at: 92) }
        return site
    }

    private func list(_ site: TestSite, _ fetches: ListObjects.Fetches) async throws -> [String: String] {
        let request = ListObjects(noun: .phone, fetches: fetches, names: Self.phones)
        let objects = try await site.send(request).objects
        return Dictionary(
            uniqueKeysWithValues: objects.map {
                ($0.fields["name"]?.text ?? "", $0.details["fetch-state"]?.text ?? "")
            }
        )
    }

    @Test("Each phone is told with what it fetched last to the end")
    func details() async throws {
        let site = try await site()
        let request = ListObjects(noun: .phone, fetches: ListObjects.Fetches(), names: Self.phones)
        let objects = try await site.send(request).objects
        #expect(objects.map { $0.details["fetch-state"]?.text } == ["current", "sent", "old", "never"])
        let first = objects[0].details["last-fetch"]
        #expect(first?["time"]?.text == "2026-06-01T00:01:30Z" && first?["address"]?.text == "192.0.2.99")
        #expect(first?["revision"]?.text == "2" && first?["has-served-file"]?.text == "true")
        #expect(objects[2].details["last-fetch"]?["revision"]?.text == "1")
        #expect(objects[3].details["last-fetch"]?.content == .null)
        // Nobody who does not ask pays for it.
        let plain = try await site.send(ListObjects(noun: .phone, names: Self.phones)).objects
        #expect(plain.allSatisfy { $0.details == .mapping([]) })
    }

    @Test("--behind, --never-fetched and --not-since, alone and together")
    func conditions() async throws {
        let site = try await site()
        let (sent, old, never) = (Self.phones[1], Self.phones[2], Self.phones[3])
        #expect(
            try await list(site, .init(behind: true)) == [sent: "sent", old: "old", never: "never"]
        )
        #expect(try await list(site, .init(neverFetched: true)) == [never: "never"])
        // Ninety-five seconds ago was the fetch at five seconds past the hour, and the time itself counts as since.
        #expect(try await list(site, .init(notSince: "94s")) == [sent: "sent", old: "old", never: "never"])
        #expect(try await list(site, .init(notSince: "95s")) == [never: "never"])
        #expect(try await list(site, .init(notSince: "2026-06-01T00:00:05Z")) == [never: "never"])
        #expect(try await list(site, .init(notSince: "2026-06-01T00:01:31Z")).count == 4)
        #expect(try await list(site, .init(notSince: "0")).count == 4)
        #expect(try await list(site, .init(behind: true, notSince: "7d")) == [never: "never"])
        #expect(try await list(site, .init(behind: true, neverFetched: true)) == [never: "never"])
    }

    @Test("Of deleted phones nobody can ask what they have fetched: refused, not passed over")
    func deleted() async throws {
        let site = try await TestSite.fixture()
        for request in [
            ListObjects(noun: .phone, fetches: .init(behind: true), deleted: true),
            ListObjects(noun: .phone, fetches: .init(notSince: "7d"), deleted: true),
            ListObjects(noun: .phone, pending: true, deleted: true),
            ListObjects(noun: .srst, expiring: 5, deleted: true),
        ] {
            let refusal = try await site.refusal(request).error
            #expect(refusal.code == "not-of-deleted" && refusal.kind == .usage && refusal.hint != nil)
        }
        #expect(try await site.send(ListObjects(noun: .phone, fetches: .init(), deleted: true)).objects.isEmpty)
    }

    @Test(
        "A deleted file is not missed by its phone, and what is no time is refused",
        arguments: ["yesterday", "-1d", "1w"]
    )
    func refusal(_ time: String) async throws {
        let site = try await site()
        let refused = try await site.refusal(ListObjects(noun: .phone, fetches: .init(notSince: time)))
        #expect(refused.error.code == "invalid-time" && refused.error.field == "not-since")
        #expect(refused.error.hint?.contains("7d") == true)
    }

    @Test("The columns of what was fetched are no fields: a sheet with them is imported as if they were not there")
    func imported() async throws {
        let site = try await site()
        let heads = "name,fetch-state,description,last-fetch,last-fetch-revision,last-fetch-address\n"
        let rows = "\(Self.phones[0]),old,Lobby,2020-01-01T00:00:00Z,7,192.0.2.1\n\(Self.phones[1]),,Hall,,,\n"
        let answer = try await site.importCSV(heads + rows)
        #expect(answer.rows.map(\.outcome) == [.updated, .updated])
        let shown = try await site.send(ShowObject(noun: .phone, name: Self.phones[0]))
        #expect(shown.fields["description"]?.text == "Lobby" && shown.details["fetch-state"]?.text == "current")
        // Of other objects, and of other columns, nothing is passed over.
        #expect(try await site.importRefusal("name,last-fetched\n").map(\.code) == ["unknown-column"])
        #expect(try await site.importRefusal("name,last-fetch\n", .devicePool).map(\.code) == ["unknown-column"])
    }
}
