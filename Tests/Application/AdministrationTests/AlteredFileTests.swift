import AdminAPI
import Administration
import ClusterModel
import Documents
import Foundation
import GRDB
import Publishing
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("Stored files that were altered are never served as genuine")
struct AlteredFileTests {
    private static let phone = "SEP001122334455"
    private static let file = "SEP001122334455.cnf.xml"

    /// Each changes what is served to one phone at least, behind the store's back.
    enum Misdeed: String, CaseIterable {
        case body, holes, fragment, stamp, hash, unreadableFragment, unreadableHoles, missingBody, otherRendition
        case unreadableHash, missingFragment

        var statements: [String] {
            let published = "object_id = (SELECT id FROM objects WHERE kind = 'phone' AND name = '\(phone)')"
            let latest = "\(published) AND revision = (SELECT max(revision) FROM publications WHERE \(published))"
            let body =
                "id = (SELECT body_id FROM renditions WHERE id = (SELECT rendition_id FROM publications WHERE \(latest)))"
            let fragment = "id = (SELECT fragment_id FROM publications WHERE \(latest))"
            switch self {
            case .body:
                // As long as before: a colleague's address in the place of the call manager's.
                return [
                    "UPDATE bodies SET bytes = CAST(replace(CAST(bytes AS TEXT), 'callManager', 'callMonager') AS BLOB) WHERE \(body)"
                ]
            case .holes: return ["UPDATE bodies SET holes = '' WHERE \(body)"]
            case .fragment:
                return [
                    "UPDATE fragments SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'58' AS BLOB) WHERE \(fragment)"
                ]
            case .stamp:
                return ["UPDATE publications SET stamp = x'\(String(repeating: "00", count: 20))' WHERE \(latest)"]
            case .hash:
                return ["UPDATE publications SET hash = x'\(String(repeating: "00", count: 32))' WHERE \(latest)"]
            case .unreadableFragment: return ["UPDATE fragments SET bytes = x'0005' WHERE \(fragment)"]
            case .unreadableHoles: return ["UPDATE bodies SET holes = 'x' WHERE \(body)"]
            case .missingBody:
                return ["PRAGMA foreign_keys = OFF", "DELETE FROM bodies WHERE \(body)"]
            case .otherRendition:
                return [
                    "UPDATE publications SET rendition_id = (SELECT min(id) FROM renditions WHERE id <> rendition_id AND pool_id IS NOT NULL) WHERE \(latest)"
                ]
            case .unreadableHash: return ["UPDATE publications SET hash = x'00' WHERE \(latest)"]
            case .missingFragment: return ["UPDATE publications SET fragment_id = NULL WHERE \(latest)"]
            }
        }

        /// Whether the saved state can still tell what was published.
        var isRemade: Bool { ![.hash, .unreadableHash].contains(self) }
    }

    private func tamper(_ site: TestSite, _ statements: [String], isRepeated: Bool = false) throws {
        let queue = try DatabaseQueue(path: site.directory.path + "/cnfd.sqlite")
        try queue.writeWithoutTransaction { database in
            for statement in statements {
                try database.execute(sql: statement)
                // What is gone is not there a second time.
                if !statement.hasPrefix("PRAGMA"), !isRepeated { #expect(database.changesCount > 0, "\(statement)") }
            }
        }
        try queue.close()
    }

    @Test(
        "It is made anew when that gives exactly what was published; the others are served; a reset mends it",
        arguments: Misdeed.allCases
    )
    func altered(_ misdeed: Misdeed) async throws {
        let site = try await TestSite.secureFixture()
        let served = site.everyFile()
        try tamper(site, misdeed.statements)
        let restarted = try await site.reopened()
        let altered = restarted.catalog.altered
        #expect(altered.contains { "\($0.file)" == Self.file && $0.isServed == misdeed.isRemade })
        #expect(restarted.served(Self.file) == (misdeed.isRemade ? served[Self.file] : nil))
        for (file, bytes) in restarted.everyFile() { #expect(served[file] == bytes, "\(file)") }
        #expect(restarted.everyFile().count == served.count - altered.count { !$0.isServed })

        let status = try await restarted.send(ShowStatus())
        #expect(status.troubles?.map(\.code) == ["published-file-altered"])
        #expect(status.pending.contains(Self.phone))
        #expect(try await restarted.send(Examine()).findings.map(\.code).contains("published-file-altered"))

        let reset = try await restarted.send(Reset(scope: .all))
        #expect(reset.published.contains(Self.phone))
        #expect(restarted.catalog.altered.isEmpty)
        #expect(restarted.everyFile() == served)
        #expect(try await restarted.send(ShowStatus()).troubles == nil)
        let again = try await restarted.reopened()
        #expect(again.catalog.altered.isEmpty && again.everyFile() == served)
        #expect(try await again.send(ShowStatus()).pending.isEmpty)
    }

    @Test("A saved state that has moved on makes no other file in its place: it is not served until the reset")
    func movedOn() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "tanaka"]))
        try tamper(site, Misdeed.fragment.statements)
        let restarted = try await site.reopened()
        #expect(restarted.served(Self.file) == nil)
        #expect(restarted.catalog.altered.map(\.isServed) == [false])
        _ = try await restarted.send(Reset(scope: .phone, name: Self.phone))
        #expect(restarted.served(Self.file)?.text.contains("tanaka") == true)
    }

    @Test(
        "Under a running daemon: what is served stays as it is, and a reset that changes files publishes nothing altered",
        arguments: Misdeed.allCases
    )
    func running(_ misdeed: Misdeed) async throws {
        let site = try await TestSite.secureFixture()
        let genuine = try await TestSite.secureFixture()
        let served = site.everyFile()
        #expect(served == genuine.everyFile())
        try tamper(site, misdeed.statements)
        #expect(site.everyFile() == served)
        let same = try await site.send(Reset(scope: .all))
        #expect(site.everyFile() == served, "\(same)")

        try tamper(site, misdeed.statements, isRepeated: true)
        for each in [site, genuine] {
            _ = try await each.send(
                UpdateObject(noun: .cluster, fields: ["settings.webAccess": .string("1")], confirm: true)
            )
            _ = try await each.send(Reset(scope: .all))
        }
        #expect(site.everyFile() != served && site.everyFile() == genuine.everyFile())
        // So it is at the next start.
        let restarted = try await site.reopened()
        #expect(restarted.everyFile() == genuine.everyFile())
    }

    @Test("A reset that meets altered values says so and mends them, whether the file would change or not")
    func told() async throws {
        let site = try await TestSite.secureFixture()
        let code = "stored-values-altered"
        #expect(try await !site.send(Reset(scope: .all)).messages.map(\.code).contains(code))
        try tamper(site, Misdeed.fragment.statements)
        #expect(try await site.send(ShowStatus()).pending == [Self.phone])
        let plan = try await site.send(Reset(scope: .all, plan: true))
        let told = try #require(plan.messages.first { $0.code == code })
        #expect(told.text.contains("1 phone file") && plan.published == [Self.phone])
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.published == [Self.phone] && reset.messages.map(\.code).contains(code))
        #expect(try await !site.send(Reset(scope: .all)).messages.map(\.code).contains(code))
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
        #expect(try await site.reopened().catalog.altered.isEmpty)
    }

    @Test("It is neither shown nor rolled back to")
    func history() async throws {
        let site = try await TestSite.secureFixture()
        try tamper(site, Misdeed.fragment.statements)
        #expect(try await site.refusal(ShowFile(phone: Self.phone)).error.code == "file-altered")
        let restarted = try await site.reopened()
        _ = try await restarted.send(Reset(scope: .all))
        #expect(try await restarted.refusal(ShowFile(phone: Self.phone, revision: "2")).error.code == "file-altered")
        _ = try await restarted.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["owner-user-id": "a"]))
        _ = try await restarted.send(Reset(scope: .all))
        let refused = try await restarted.refusal(RollbackRevision(revision: "2", confirm: true)).error
        #expect(refused.code == "file-altered" && refused.object == "file \(Self.file)")
    }

    @Test("The default file is looked at, too")
    func siteFile() async throws {
        let site = try await TestSite.secureFixture()
        let served = site.everyFile()
        try tamper(
            site,
            [
                """
                UPDATE bodies SET bytes = CAST(bytes || x'20' AS BLOB) WHERE id = (SELECT body_id FROM renditions WHERE id =
                    (SELECT rendition_id FROM publications JOIN objects ON objects.id = object_id WHERE kind = 'default-file'))
                """
            ]
        )
        let restarted = try await site.reopened()
        #expect(restarted.catalog.altered.map { "\($0.file)" } == ["XMLDefault.cnf.xml"])
        #expect(restarted.everyFile() == served)
    }
}
