import AdminAPI
import Documents
import Platform
import Store
import TestSupport
import Testing

@Suite("A file that is stale overwrites nothing that was changed since")
struct StaleFileTests {
    private static let pool = "device-pool HQ"

    /// A text of the export in the place of another.
    private func edited(_ site: TestSite, _ old: String, _ new: String) async throws -> String {
        let text = try await site.send(ExportSite()).text
        #expect(text.contains(old))
        return text.replacing(old, with: new)
    }

    private func setTemplate(_ template: String, of pool: String = "HQ", in site: TestSite) async throws {
        let fields: Document = ["date-time.template": .string(template)]
        _ = try await site.send(UpdateObject(noun: .devicePool, name: pool, fields: fields), as: "ben")
    }

    private func template(_ site: TestSite, _ pool: String = "HQ") async throws -> String? {
        try await site.send(ShowObject(noun: .devicePool, name: pool)).fields["date-time"]?["template"]?.text
    }

    @Test("An export carries its position, and two of the same state are alike")
    func position() async throws {
        let site = try await TestSite.fixture()
        let export = try await site.send(ExportSite()).text
        #expect(export.hasPrefix("position:\n"))
        #expect(try await site.send(ExportSite()).text == export)
        // What changes nothing that is saved moves it nowhere, nor does the export that discloses secrets.
        _ = try await site.send(Reset(scope: .all))
        _ = try await site.send(ExportSite(showSecrets: true))
        #expect(try await site.send(ExportSite()).text == export)
        #expect(try await site.send(ApplySite(text: export)).unchanged == 28)
    }

    @Test(
        "What somebody else changed since is refused with object, who and when; --overwrite takes it back and says so"
    )
    func changed() async throws {
        let site = try await TestSite.fixture()
        let file = try await edited(site, "Home office, old handset", "Attic")
        site.clock.second += 60
        try await setTemplate("D.M.Y", in: site)
        for plan in [true, false] {
            let refused = try await site.refusal(ApplySite(text: file, plan: plan))
            #expect(refused.all.count == 1 && refused.error.kind == .conflict && refused.error.code == "changed-since")
            #expect(refused.error.object == Self.pool)
            #expect(refused.error.message.contains("ben changed it at 2026-06-01T00:01:00Z"))
            #expect(refused.error.hint?.contains("--overwrite") == true)
        }
        #expect(try await template(site) == "D.M.Y")
        let report = try await site.send(ApplySite(text: file, overwrite: true))
        #expect(report.updated == [Self.pool, "phone SEP001122334460"])
        #expect(report.overwritten.map(\.object) == [Self.pool] && report.overwritten.map(\.actor) == ["ben"])
        #expect(report.messages.contains { $0.code == "overwrites" && $0.text.contains("device-pool HQ (ben, ") })
    }

    @Test("It does not matter who changed it: many administrators are one user")
    func sameUser() async throws {
        let site = try await TestSite.fixture()
        let first = try await edited(site, "Home office, old handset", "Attic")
        let second = try await edited(site, "Home office, old handset", "Cellar")
        _ = try await site.send(ApplySite(text: first, source: "/home/a/site.yaml"))
        let refused = try await site.refusal(ApplySite(text: second, source: "/home/b/site.yaml"))
        #expect(refused.error.object == "phone SEP001122334460")
    }

    @Test("What the file does not change may have been changed by anybody")
    func elsewhere() async throws {
        let site = try await TestSite.fixture()
        let text = try await site.send(ExportSite()).text
        let end = try #require(text.firstRange(of: "cluster:")).lowerBound
        let position = String(text[..<end])
        try await setTemplate("D.M.Y", in: site)
        let report = try await site.send(
            ApplySite(text: position + "phones: [{name: SEP001122334460, description: Attic}]")
        )
        #expect(report.updated == ["phone SEP001122334460"])
        // Who wants what others have set already changes nothing.
        let same = position + "device-pools: [{name: HQ, date-time: {template: D.M.Y}}]"
        #expect(try await site.send(ApplySite(text: same)).unchanged == 1)
    }

    @Test("What was changed and changed back is as it was; a password that was is not known to be")
    func changedBack() async throws {
        let site = try await TestSite.fixture()
        let file = try await edited(site, "template: Y/M/DA", "template: M/D/Y")
        let before = try #require(try await template(site))
        try await setTemplate("D.M.Y", in: site)
        try await setTemplate(before, in: site)
        #expect(try await site.send(ApplySite(text: file)).updated.contains(Self.pool))

        let phone = "SEP001122334455"
        let lobby = try await edited(site, "description: Reception", "description: Lobby")
        for text in ["x", "Reception"] {
            _ = try await site.send(UpdateObject(noun: .phone, name: phone, fields: ["description": .string(text)]))
        }
        #expect(try await site.send(ApplySite(text: lobby)).updated == ["phone \(phone)"])
        let back = try await edited(site, "description: Lobby", "description: Reception")
        for text in ["x", "swordfish"] {
            _ = try await site.send(UpdateObject(noun: .phone, name: phone, fields: ["ssh-password": .string(text)]))
        }
        let last = try #require(try await site.audit().last)
        #expect(last.entry.after?[AuditEntry.changedSecretsKey] == ["ssh-password"])
        #expect(try await site.refusal(ApplySite(text: back)).error.object == "phone \(phone)")
    }

    @Test("A file applied again, and after an edit, is not stale by what it has left itself")
    func sameFile() async throws {
        let site = try await TestSite.fixture()
        let file = try await edited(site, "Home office, old handset", "Attic")
        let source = "/srv/site.yaml"
        #expect(try await site.send(ApplySite(text: file, source: source)).updated.count == 1)
        #expect(try await site.send(ApplySite(text: file, source: source)).updated.isEmpty)
        let again = file.replacing("Attic", with: "Cellar")
        #expect(try await site.send(ApplySite(text: again, source: source)).updated.count == 1)
        // Back to what it was is an edit as well.
        #expect(try await site.send(ApplySite(text: file, source: source)).updated.count == 1)
        // A copy elsewhere is another file.
        let copy = try await site.refusal(ApplySite(text: again, source: "/home/b/site.yaml"))
        #expect(copy.error.code == "changed-since")
        #expect(try await site.refusal(ApplySite(text: again)).error.code == "changed-since")
    }

    @Test("A pipeline that applies one file again and again does not take a colleague's change back")
    func pipeline() async throws {
        let site = try await TestSite.fixture()
        let source = "/builds/site.yaml"
        let phones = ["SEP00112233445C", "SEP001122334460"]
        var file = try await edited(site, "Home office, old handset", "Attic")
        _ = try await site.send(ApplySite(text: file, source: source))
        for phone in phones {
            _ = try await site.send(UpdateObject(noun: .phone, name: phone, fields: ["description": "Shed"]))
        }
        let refused = try await site.refusal(ApplySite(text: file, source: source))
        #expect(refused.all.map(\.object) == phones.map { "phone \($0)" })
        // Taken over into the file, the colleague's change is the file's own from then on.
        file = file.replacing("Attic", with: "Shed").replacing("description: Help desk", with: "description: Shed")
        #expect(try await site.send(ApplySite(text: file, source: source)).updated.isEmpty)
        file = file.replacing("Shed", with: "Barn")
        #expect(try await site.send(ApplySite(text: file, source: source)).updated.count == 2)
    }

    @Test("Objects that were deleted, renamed or added since under a name of the file are refused")
    func names() async throws {
        let site = try await TestSite.fixture()
        let export = try await site.send(ExportSite()).text
        let pool = "- name: Kyoto\n  call-manager-group: tokyo\n"
        let file = export.replacing("device-pools:\n", with: "device-pools:\n" + pool)
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334460"), as: "ben")
        _ = try await site.send(RenameObject(noun: .srst, name: "branch-20", newName: "osaka"), as: "ben")
        let kyoto: Document = ["name": "kyoto", "call-manager-group": "osaka-first"]
        _ = try await site.send(AddObject(noun: .devicePool, fields: kyoto), as: "ben")
        let refused = try await site.refusal(ApplySite(text: file))
        let found = Dictionary(refused.all.map { ($0.object ?? "", $0.message) }) { first, _ in first }
        #expect(found["phone SEP001122334460"]?.hasPrefix("ben deleted it at") == true)
        #expect(found["srst branch-20"]?.hasPrefix("ben renamed it at") == true)
        #expect(found["device-pool Kyoto"]?.hasPrefix("ben added it at") == true)
        // Added and deleted again, it is as it was.
        _ = try await site.send(DeleteObject(noun: .devicePool, name: "Kyoto"))
        let rest = try await site.refusal(ApplySite(text: file)).all.map(\.object)
        #expect(!rest.contains("device-pool Kyoto"))
    }

    @Test("--prune deletes nothing that was added or changed since")
    func pruning() async throws {
        let site = try await TestSite.fixture()
        let export = try await site.send(ExportSite()).text
        let kyoto: Document = ["name": "Kyoto", "call-manager-group": "tokyo"]
        _ = try await site.send(AddObject(noun: .devicePool, fields: kyoto), as: "ben")
        let prune = ApplySite(text: export, prune: true, confirmDeletions: true)
        #expect(try await site.refusal(prune).error.object == "device-pool Kyoto")
    }

    @Test("A certificate that was accepted since is not taken back by a directory that is older")
    func certificates() async throws {
        let site = try await TestSite.secureFixture()
        let export = try await site.send(ExportSite())
        try await site.accept("branch-12", "branch-12-renewed", expired: true)
        let apply = ApplySite(text: export.text, certificates: export.certificates)
        let refused = try await site.refusal(apply)
        #expect(refused.error.object == "srst branch-12" && refused.error.message.hasPrefix("tester changed it"))
    }

    @Test("The position of another store, or of a future that never came, makes all stale")
    func otherHistories() async throws {
        let site = try await TestSite.fixture()
        let other = try await TestSite.fixture()
        let foreign = try await edited(other, "Home office, old handset", "Attic")
        let refused = try await site.refusal(ApplySite(text: foreign))
        #expect(refused.error.object == "phone SEP001122334460" && refused.error.message.contains("another store"))
        // As it is already, nothing is changed; and where nobody has saved anything, nothing is overwritten.
        #expect(try await site.send(ApplySite(text: try await other.send(ExportSite()).text)).unchanged == 28)
        let empty = try await TestSite()
        let whole = try await other.send(ExportSite(showSecrets: true)).text
        #expect(try await empty.send(ApplySite(text: whole)).created.count == 27)

        let text = try await edited(site, "Home office, old handset", "Attic")
        let line = try #require(text.split(separator: "\n").first { $0.contains("audit-record:") })
        let count = try #require(Int(line.split(separator: " ").last ?? ""))
        let future = text.replacing("audit-record: \(count)", with: "audit-record: \(count + 5)")
        #expect(try await site.refusal(ApplySite(text: future)).error.code == "changed-since")
        let forked = text.replacing("audit-record: \(count)", with: "audit-record: \(count - 1)")
        #expect(try await site.refusal(ApplySite(text: forked)).error.code == "changed-since")
    }

    @Test("A position that is none is refused with its line")
    func malformed() async throws {
        let site = try await TestSite.fixture()
        let refused = try await site.refusal(ApplySite(text: "position: {incarnation: x, audit-recrod: 3}\nphones: []"))
        #expect(Set(refused.all.map(\.code)) == ["missing-field", "unknown-key"])
        #expect(refused.all.allSatisfy { $0.line == 1 })
        #expect(try await site.send(ApplySite(text: "position: null\nphones: []")).unchanged == 0)
    }

    @Test("A file without a position is applied as before, and says what it overwrites, but not what it left itself")
    func withoutPosition() async throws {
        let site = try await TestSite.fixture()
        let text = "phones: [{name: SEP001122334460, description: Attic}]"
        let report = try await site.send(ApplySite(text: text, source: "/srv/a.yaml"))
        #expect(report.overwritten.map(\.object) == ["phone SEP001122334460"])
        #expect(
            report.messages.contains { $0.code == "overwrites" && $0.text.contains("phone SEP001122334460 (tester,") }
        )
        let again = text.replacing("Attic", with: "Cellar")
        #expect(try await site.send(ApplySite(text: again, source: "/srv/a.yaml")).overwritten.isEmpty)
        #expect(try await site.send(ApplySite(text: text, source: "/srv/b.yaml")).overwritten.count == 1)
        // What is new overwrites nothing.
        let new = TestPhones.one("SEP0A0000000001", label: "x")
        #expect(try await site.send(ApplySite(text: new)).overwritten.isEmpty)
    }
}
