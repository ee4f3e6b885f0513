import AdminAPI
import ClusterModel
import Documents
import Foundation
import Platform
import TestSupport
import Testing

@Suite("T02: what phones had")
struct HistoryTests {
    private static let phone = "SEP001122334455"

    @Test("T02: each phone's file at each revision and at each time is byte for byte what was served", arguments: 0..<2)
    func everyRevision(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: 300 + seed)
        var files: [(second: UnixTime, revision: RevisionNumber, files: [String: [UInt8]])] = []
        for _ in 0..<4 {
            site.clock.second += 60
            try await changes.make(in: site)
            _ = try await site.send(Reset(scope: .all, confirm: true))
            let revision = try #require(try await site.send(ShowStatus()).revision)
            files.append((site.clock.second, revision, site.everyFile()))
        }
        for moment in files {
            // That one is shown as PEM.
            for (name, bytes) in moment.files where name != "CAPF.der" {
                let position = ShowFile(phone: name, showSecrets: true, revision: "\(moment.revision)")
                #expect(try await site.send(position).text == bytes.text)
                guard name.hasSuffix("5.cnf.xml") else { continue }
                let at = Date(timeIntervalSince1970: TimeInterval(moment.second.seconds + 59)).formatted(.iso8601)
                #expect(try await site.send(ShowFile(phone: name, showSecrets: true, at: at)).text == bytes.text)
            }
            let list = try await site.send(ListFiles(revision: "\(moment.revision)"))
            #expect(list.files.sorted() == moment.files.keys.sorted() && list.revision == moment.revision)
        }
    }

    @Test("T02: a phone's history says what it had from when until when, by whom, why and with which certificate")
    func fileHistory() async throws {
        let site = try await TestSite.fixture()
        site.clock.second += 100
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        site.clock.second += 100
        _ = try await site.send(DeleteObject(noun: .phone, name: Self.phone))
        let history = try await site.send(ShowFileHistory(phone: "00:11:22:33:44:55"))
        #expect(history.file == "\(Self.phone).cnf.xml")
        let versions = history.versions
        #expect(versions.map(\.revision) == [3, 2, 1])
        #expect(
            versions.map(\.reason) == [
                "delete phone \(Self.phone)", "reset srst branch-12", "first files of new phones",
            ]
        )
        #expect(versions.map { $0.sha256 != nil } == [false, true, true])
        #expect(versions.map { $0.srstCertificate != nil } == [false, true, false])
        #expect(versions.map(\.until) == [nil, versions[0].from, versions[1].from])
        #expect(versions.map(\.actor) == ["tester", "tester", "tester"])
        #expect(try await site.refusal(ShowFileHistory(phone: "SEP0011223344AA")).error.kind == .notFound)
    }

    @Test("T02: a revision tells its files, and positions of another incarnation or not kept are refused")
    func positions() async throws {
        let site = try await TestSite.secureFixture()
        let list = try await site.send(ListRevisions())
        #expect(list.revisions.map(\.revision) == [2, 1] && list.revisions.map(\.published) == [4, 13])
        let shown = try await site.send(ShowRevision(revision: "\(list.incarnation)/2"))
        #expect(shown.files?.count == 4 && shown.reason == "reset all phones" && shown.actor == "tester")
        #expect(shown.files?.allSatisfy { $0.srstCertificate != nil } == true)
        #expect(try await site.send(ListRevisions(limit: 1)).revisions.map(\.revision) == [2])
        let other = try await site.refusal(ShowRevision(revision: "0000/2")).error
        #expect(other.kind == .notFound && other.message.contains("incarnation 0000"))
        #expect(try await site.refusal(ShowRevision(revision: "3")).error.hint?.contains("1 to 2") == true)
        for text in ["", "x", "-1", "0", "1/2/3", "1.0", "99999999999999999999"] {
            #expect(try await site.refusal(ShowRevision(revision: text)).error.kind == .validation, "\(text)")
        }
    }

    @Test("A06: secrets of earlier files are masked, in the canonical form too")
    func masks() async throws {
        let site = try await TestSite.secureFixture()
        for canonical in [false, true] {
            let shown = try await site.send(ShowFile(phone: Self.phone, revision: "1", canonical: canonical)).text
            #expect(shown.contains("********") && !shown.contains("swordfish"))
        }
        #expect(try await site.refusal(ShowFile(phone: Self.phone, saved: true, revision: "1")).error.kind == .usage)
    }

    @Test("A reset and a rollback are refused while the clock stands before the last revision, and nothing changes")
    func clock() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let before = site.everyFile()
        site.clock.second -= 1
        for problem in [
            try await site.refusal(Reset(scope: .all)).error,
            try await site.refusal(RollbackRevision(revision: "1")).error,
        ] {
            #expect(problem.code == "clock-before-last-revision" && problem.kind == .unavailable)
            #expect(problem.hint?.contains("clock") == true)
        }
        #expect(site.everyFile() == before)
        site.clock.second += 1
        #expect(try await site.send(Reset(scope: .all)).published.count == 4)
    }

    @Test("S02: what is published at once while the clock is set back counts as committed no earlier than before")
    func clockSetBack() async throws {
        let site = try await TestSite.fixture()
        let text = try TestSite.fixtureText.replacing("SEP001122334460", with: "SEP001122334461")
        site.clock.second -= 3600
        _ = try await site.send(ApplySite(text: text, confirm: true))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334461"))
        #expect(try await site.refusal(Reset(scope: .all)).error.code == "clock-before-last-revision")
        let times = try await site.send(ListRevisions()).revisions.map(\.committedAt)
        #expect(times == Array(repeating: "2026-06-01T00:00:00Z", count: 3))
        site.clock.second += 3600
        _ = try await site.send(Reset(scope: .all))
        let latest = ShowFile(phone: Self.phone, at: "2026-06-01T00:00:00Z")
        #expect(try await site.send(latest).revision == 1)
    }

    @Test("A04: who rejected a certificate, or was shown secrets, makes nobody wait")
    func pendingByChanges() async throws {
        let site = try await TestSite.secureFixture()
        try site.gateway.present("branch-12-renewed")
        _ = try await site.send(FetchSRSTCertificate(name: "branch-12"), as: "ben")
        _ = try await site.send(RejectSRSTCertificate(name: "branch-12"), as: "ben")
        let address: Document = ["sip": .list([["address": "192.0.2.7"]])]
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: address), as: "anna")
        _ = try await site.send(ShowFile(phone: Self.phone, showSecrets: true), as: "carl")
        let actors = try await site.send(ShowStatus()).pendingBy.map(\.actor)
        #expect(!actors.contains("ben") && !actors.contains("carl") && actors.contains("anna"), "\(actors)")
    }

    @Test("A04: status says how many phones wait, and because of whose changes")
    func pendingBy() async throws {
        let site = try await TestSite.secureFixture()
        #expect(try await site.send(ShowStatus()).pendingBy.isEmpty)
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "false"], confirm: true),
            as: "anna"
        )
        let text = try TestSite.fixtureText.replacing("label: 受付 1201", with: "label: x")
            .replacing("secure: true", with: "secure: false")
        _ = try await site.send(ApplySite(text: text, confirm: true), as: "ben")
        // Nobody waits because of this one, for branch-20's phones are not secure.
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-20", fields: ["certificate-provider-port": "3000"]),
            as: "carl"
        )
        let status = try await site.send(ShowStatus())
        #expect(status.pending.count == 6)
        // The two phones without security have the file they had before the fixture's certificate was accepted.
        #expect(
            status.pendingBy == [
                PendingActor(actor: "anna", phones: 6), PendingActor(actor: "tester", phones: 2),
                PendingActor(actor: "ben", phones: 1),
            ]
        )
        _ = try await site.send(Reset(scope: .phone, name: Self.phone))
        #expect(try await site.send(ShowStatus()).pendingBy.map(\.phones) == [5, 2])
    }
}
