import AdminAPI
import Documents
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("A03: a file that brings back what was deleted or replaced")
struct ImportReturnTests {
    private static let replaced = "SEP001122334455"
    private static let deleted = "SEP001122334456"
    private static let sheet = """
        name,protocol,model,device-pool,security-profile
        \(replaced),sip,8841,HQ,sip-plain
        \(deleted),sip,8841,HQ,sip-plain
        SEP0011223344AC,sip,8841,HQ,sip-plain

        """

    private func site() async throws -> TestSite {
        let site = try await TestSite.fixture()
        _ = try await site.send(ReplacePhone(name: Self.replaced, newName: "SEP0011223344AA"), as: "anna")
        _ = try await site.send(DeleteObject(noun: .phone, name: Self.deleted), as: "ben")
        return site
    }

    @Test("Each such row says how the phone went, and the summary counts them; a plan asks nothing")
    func plan() async throws {
        let site = try await site()
        let (rows, report) = try await site.importCSV(Self.sheet, plan: true)
        #expect(rows.map(\.outcome) == [.added, .added, .added])
        #expect(
            rows.map { $0.bringsBack?.text } == [
                "was replaced by SEP0011223344AA on 2026-06-01T00:00:00Z, by anna",
                "was deleted on 2026-06-01T00:00:00Z, by ben", nil,
            ]
        )
        #expect(rows[0].bringsBack?.replacedBy == "SEP0011223344AA" && rows[1].bringsBack?.actor == "ben")
        #expect(report.broughtBack == 2 && report.messages.map(\.code).contains("brought-back-by-file"))
    }

    @Test("It is refused unless it is confirmed, and then saved")
    func confirmation() async throws {
        let site = try await site()
        let refusal = try #require(try await site.importRefusal(Self.sheet).first)
        #expect(refusal.kind == .unconfirmed && refusal.code == "would-bring-back")
        #expect(refusal.message.contains("2 phones") && refusal.message.contains("replaced by SEP0011223344AA"))
        #expect(try await site.refusal(ShowObject(noun: .phone, name: "SEP0011223344AC")).error.kind == .notFound)
        let (_, report) = try await site.importCSV(Self.sheet, confirm: true)
        #expect(report.added == 3 && report.broughtBack == 2)
        // They are there by now.
        #expect(try await site.importCSV(Self.sheet).report.unchanged == 3)
    }

    @Test("A row that is refused says so, too, and does not count")
    func refusedRow() async throws {
        let site = try await site()
        let sheet = "name,protocol,model,device-pool,security-profile\n\(Self.replaced),sip,8841,Nowhere,sip-plain\n"
        let (rows, report) = try await site.importCSV(sheet, plan: true)
        #expect(rows.map(\.outcome) == [.refused] && rows[0].bringsBack?.replacedBy == "SEP0011223344AA")
        #expect(report.broughtBack == 0)
    }

    @Test("A site file says so and asks in the words of a sheet")
    func siteFile() async throws {
        let site = try await site()
        let common = "protocol: sip, model: \"8841\", device-pool: HQ, security-profile: sip-plain"
        let phones = [Self.replaced, Self.deleted, "SEP0011223344AC"].map { "  - {name: \($0), \(common)}\n" }.joined()
        let text = "phones:\n\(phones)"
        let departures = [
            "was replaced by SEP0011223344AA on 2026-06-01T00:00:00Z, by anna",
            "was deleted on 2026-06-01T00:00:00Z, by ben",
        ]

        let plan = try await site.send(ApplySite(text: text, plan: true))
        #expect(plan.created.count == 3 && plan.returning.map(\.bringsBack.text) == departures)
        #expect(plan.returning.map(\.object) == ["phone \(Self.replaced)", "phone \(Self.deleted)"])
        #expect(plan.messages.map(\.code).contains("brought-back-by-file"))

        let refusal = try await site.refusal(ApplySite(text: text)).error
        let refusedSheet = try #require(try await site.importRefusal(Self.sheet).first)
        #expect(refusal.kind == .unconfirmed && refusal.object == "site file")
        #expect(refusal.code == refusedSheet.code && refusal.message == refusedSheet.message)
        #expect(refusal.hint == refusedSheet.hint)
        #expect(try await site.refusal(ShowObject(noun: .phone, name: "SEP0011223344AC")).error.kind == .notFound)

        let kept = try #require(try await site.send(ApplySite(text: text, plan: true, keep: true)).kept)
        #expect(try await site.refusal(ApplyPlan(text: kept)).error.code == refusal.code)
        let report = try await site.send(ApplySite(text: text, confirm: true))
        #expect(report.created.count == 3 && report.returning == plan.returning)
        // They are there by now.
        #expect(try await site.send(ApplySite(text: text)).returning.isEmpty)
    }

    @Test("Of several nouns each object is told with its own, and with what the file takes away")
    func severalNouns() async throws {
        let site = try await site()
        _ = try await site.send(DeleteObject(noun: .srst, name: "札幌支店"), as: "carla")
        let text = """
            srst-references: [{name: 札幌支店, sip: [{address: "::1"}]}, {name: branch-12, secure: false}]
            phones: [{name: \(Self.deleted), protocol: sip, model: "8841", device-pool: HQ, security-profile: sip-plain}]

            """
        let refusal = try await site.refusal(ApplySite(text: text)).error
        #expect(
            refusal.message == """
                This file brings back 2 objects: srst 札幌支店 was deleted on 2026-06-01T00:00:00Z, by carla; phone \
                \(Self.deleted) was deleted on 2026-06-01T00:00:00Z, by ben. It takes away the security of srst branch-12.
                """
        )
    }

    @Test("What is not kept any more is known still")
    func pruned() async throws {
        let site = try await site()
        for number in 0..<3 {
            _ = try await site.send(
                UpdateObject(noun: .cluster, fields: ["settings.webAccess": .string("\(number % 2)")])
            )
            _ = try await site.send(Reset(scope: .all))
        }
        _ = try await site.store.prune(.init(revisions: 1, days: 0), now: site.clock.second)
        let gone = try await site.refusal(UndeleteObject(noun: .phone, name: Self.deleted)).error
        #expect(gone.kind == .notFound && gone.message.contains("was deleted") && gone.message.contains("not kept"))
        #expect(try await site.importCSV(Self.sheet, plan: true).report.broughtBack == 2)
    }
}
