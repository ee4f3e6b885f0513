import AdminAPI
import ClusterModel
import Documents
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("CSV in and out")
struct ImportTests {
    private static let heads =
        "name,protocol,model,device-pool,security-profile,lines.1.number,lines.1.label,settings.webAccess"

    private static func row(_ number: Int, label: String = "L", model: String = "8841") -> String {
        "SEP0A000000000\(number),sip,\(model),HQ,sip-plain,10\(number),\(label),\(number % 2)\n"
    }

    @Test("A file that is separated by semicolons is told as that")
    func semicolons() async throws {
        let site = try await TestSite.fixture()
        let problems = try await site.importRefusal("name;description\nSEP001122334455;x\n")
        #expect(problems.map(\.code) == ["wrong-separator"])
        #expect(problems.first?.message == "The cells of the file are separated by semicolons.")
    }

    @Test("A sheet of another kind is refused in one line for all its columns, with what was meant")
    func otherSheet() async throws {
        let site = try await TestSite.fixture()
        let heads = "nmae,call-manager,line,line,Device Name,Location,Owner,Owner\n"
        let problems = try await site.importRefusal(heads, .srst)
        #expect(problems.map(\.code) == ["unknown-column", "duplicate-column"])
        #expect(
            problems.first?.message
                == "There are no such columns: \"nmae\", \"call-manager\", \"line\", \"Device Name\", \"Location\" and 1 more."
        )
        #expect(problems.first?.hint?.hasPrefix("Did you mean \"name\" for \"nmae\"") == true)
        #expect(problems.last?.message == "Columns stand here twice: \"line\", \"Owner\".")
    }

    @Test("A04: a row, or a site, that names what was deleted is told how to bring it back, however many do")
    func deletedPool() async throws {
        let site = try await TestSite.fixture()
        let fields: Document = ["name": "Spare", "call-manager-group": "tokyo"]
        _ = try await site.send(AddObject(noun: .devicePool, fields: fields), as: "anna")
        _ = try await site.send(DeleteObject(noun: .devicePool, name: "Spare"), as: "anna")
        let sheet = "name,device-pool\nSEP001122334455,Spare\nSEP001122334456,spare\nSEP001122334457,Nowhere\n"
        let hints = try await site.importCSV(sheet).rows.map { $0.error?.hint }
        let hint = "anna deleted it on 2026-06-01T00:00:00Z; cnfctl device-pool undelete Spare brings it back."
        #expect(hints == [hint, hint, "Add it, or name another."])
        let text = "phones: [{name: SEP001122334455, device-pool: Spare}]"
        #expect(try await site.refusal(ApplySite(text: text)).error.hint == hint)
        let change = UpdateObject(noun: .phone, name: "SEP001122334455", fields: ["device-pool": "SPARE"])
        #expect(try await site.refusal(change).error.hint == hint)
    }

    @Test("Rows are added, updated and left alone; new phones get their first file, the others wait")
    func outcomes() async throws {
        let site = try await TestSite.fixture()
        let first = try await site.importCSV(Self.heads + "\n" + Self.row(1) + Self.row(2))
        #expect(first.rows.map(\.outcome) == [.added, .added])
        #expect(first.rows.map(\.row) == [2, 3])
        #expect(first.rows.map(\.name) == ["SEP0A0000000001", "SEP0A0000000002"])
        #expect(first.report.saved && first.report.firstFiles == 2 && first.report.revision == 2)
        #expect(site.served("SEP0A0000000001.cnf.xml")?.text.contains("<webAccess>1</webAccess>") == true)
        let again = try await site.importCSV(
            "\u{FEFF}" + Self.heads + "\r\n" + Self.row(1) + Self.row(2, label: "\"a, \"\"b\"\"\"") + Self.row(3)
        )
        #expect(again.rows.map(\.outcome) == [.unchanged, .updated, .added])
        #expect(again.report.messages.map(\.code) == ["reset-needed"])
        #expect(site.served("SEP0A0000000002.cnf.xml")?.text.contains("a, &quot;b") == false)
    }

    @Test("One bad row and nothing is saved; every row has its result")
    func allOrNothing() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ExportSite(showSecrets: true)).text
        let text =
            Self.heads + "\n" + Self.row(1) + Self.row(2, model: "8888") + Self.row(1) + "SEP0A,sip\n"
            + "SEP0A0000000005,sip,8841,Hq2,sccp-plain,1,\"a\nb\",\n" + "\"x\"y,,,,,,,\n"
        let answer = try await site.importCSV(text)
        #expect(answer.rows.map(\.outcome) == [.added, .refused, .refused, .refused, .refused, .refused])
        #expect(
            answer.rows.map { $0.error?.code } == [
                nil, "unknown-model", "duplicate-name", "wrong-cell-count", "control-character", "invalid-csv",
            ]
        )
        #expect(
            answer.rows[4].problems?.map(\.code) == ["control-character", "dangling-reference", "protocol-mismatch"]
        )
        #expect(answer.rows[4].problems?.map(\.field) == ["lines.1.label", "device-pool", "security-profile"])
        #expect(answer.rows[2].error?.message == "The name stands here a second time; the first is in row 2.")
        #expect(!answer.report.saved && answer.report.refused == 5)
        #expect(try await site.send(ExportSite(showSecrets: true)).text == before)
        #expect(site.served("SEP0A0000000001.cnf.xml") == nil)
    }

    @Test("Told to keep going, the good rows are saved and the bad ones left out whole")
    func keepGoing() async throws {
        let site = try await TestSite.fixture()
        let text = Self.heads + "\n" + Self.row(1) + Self.row(2, model: "8888") + Self.row(3)
        let answer = try await site.importCSV(text, keepGoing: true)
        #expect(answer.report.saved && answer.report.added == 2 && answer.report.refused == 1)
        #expect(site.served("SEP0A0000000003.cnf.xml") != nil)
        #expect(try await site.refusal(ListObjects(noun: .phone, names: ["SEP0A0000000002"])).error.kind == .notFound)
        let audit = try await site.send(ListAudit(limit: 10)).records.map { "\($0.action) \($0.object)" }
        #expect(audit.contains("add phone SEP0A0000000001") && !audit.contains("add phone SEP0A0000000002"))
    }

    @Test("A01: a plan answers the same rows and changes nothing")
    func plan() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ExportSite()).text
        let text = Self.heads + "\n" + Self.row(1) + "SEP001122334455,sip,8841,HQ,sip-encrypted,9,New,\n"
        let plan = try await site.importCSV(text, plan: true)
        #expect(plan.rows.map(\.outcome) == [.added, .updated])
        #expect(!plan.report.saved && plan.report.firstFiles == 1 && plan.report.revision == nil)
        #expect(plan.report.changes?.isEmpty == false)
        #expect(try await site.send(ExportSite()).text == before)
        #expect(try await site.importCSV(text).rows == plan.rows)
    }

    @Test("A column that is not there leaves its field, an empty cell its default, a mask the stored password")
    func columns() async throws {
        let site = try await TestSite.fixture()
        let name = "SEP001122334455"
        let before = try await site.send(ShowObject(noun: .phone, name: name)).fields
        let answer = try await site.importCSV("name,description,lines.1.authentication-password\n\(name),,********\n")
        #expect(answer.rows.map(\.outcome) == [.updated])
        let after = try await site.send(ShowObject(noun: .phone, name: name)).fields
        #expect(after["description"]?.text == "")
        #expect(after.merging(["description": before["description"] ?? ""]) == before)
        let secret = try await site.send(ExportSite(showSecrets: true)).text
        _ = try await site.importCSV("name,description\n\(name),\(before["description"]?.text ?? "")\n")
        #expect(try await site.send(ExportSite(showSecrets: true)).text != secret)
        // The phone has two lines, and the second would become the first.
        let gap = try await site.importCSV("name,lines.1.number\n\(name),\n").rows
        #expect(gap.map(\.error?.code) == ["gap"])
    }

    @Test("Heads that are none are refused together with the nearest; nothing else is looked at")
    func heads() async throws {
        let site = try await TestSite.fixture()
        let problems = try await site.importRefusal("nmae,name,line.1.label,Protocol\nx\n")
        #expect(problems.map(\.code) == ["unknown-column"])
        #expect(
            problems.first?.hint?.hasPrefix(
                "Did you mean \"name\" for \"nmae\", \"lines.1.label\" for \"line.1.label\", \"protocol\" for \"Protocol\"? "
            ) == true
        )
        #expect(try await site.importRefusal("").map(\.code) == ["no-heads"])
        #expect(try await site.importRefusal("model\n8841\n").map(\.code) == ["missing-column"])
        #expect(try await site.importRefusal("name\n", .cluster).map(\.code) == ["not-importable"])
        #expect(try await site.importCSV("name\n").report.rowCount == 0)
    }

    @Test("S18 by import: a certificate is taken away only when that is confirmed")
    func loss() async throws {
        let site = try await TestSite.secureFixture()
        let text = "name,secure\nbranch-12,false\n"
        #expect(try await site.importRefusal(text, .srst).map(\.code) == ["security-would-be-lost"])
        let answer = try await site.importCSV(text, .srst, confirm: true)
        #expect(answer.report.messages.map(\.code).contains("disable-credential-service"))
    }

    @Test(
        "What is exported of the fixture is unchanged when it is imported",
        arguments: [ObjectNoun.phone, .devicePool, .srst]
    )
    func fixture(_ noun: ObjectNoun) async throws {
        let site = try await TestSite.secureFixture()
        for showSecrets in [false, true] {
            let text = try await site.exportCSV(noun, showSecrets: showSecrets)
            let answer = try await site.importCSV(text, noun)
            #expect(answer.rows.allSatisfy { $0.outcome == .unchanged }, "\(answer.rows)")
            #expect(answer.report.unchanged > 0)
        }
        let audit = try await site.send(ListAudit(limit: 10)).records
        #expect(audit.contains { $0.action == "show-secrets" && $0.object == "\(noun.rawValue) export" })
    }

    @Test("Any objects survive export and import into another store, whatever their texts are", arguments: 1...8)
    func roundTrip(seed: UInt64) async throws {
        var random = RandomObjects(seed: seed)
        let groups = try (0..<2).map { try random.callManagerGroup($0) }
        let profiles = try (0..<4).map { try random.securityProfile($0) }
        let references = try (0..<4).map { try random.srstReference($0) }
        let pools = try (0..<4).map {
            try random.devicePool($0, group: groups[$0 % 2].name.text, reference: references[$0].name.text)
        }
        var phones: [Phone] = []
        for number in 0..<25 {
            let phone = try random.phone(number, pool: pools[number % 4].name.text, profile: profiles[0].name.text)
            guard let profile = profiles.first(where: { $0.phoneProtocol == phone.phoneProtocol }) else { continue }
            phones.append(try phone.changing(["security-profile": profile.name.document]))
        }
        let (whole, copy) = (try await TestSite(), try await TestSite())
        let common = (groups, profiles)
        for site in [whole, copy] {
            try await site.store.write { transaction in
                for group in common.0 { try transaction.save(group) }
                for profile in common.1 { try transaction.save(profile) }
            }
        }
        let own = (references, pools, phones)
        try await whole.store.write { transaction in
            for reference in own.0 { try transaction.save(reference) }
            for pool in own.1 { try transaction.save(pool) }
            for phone in own.2 { try transaction.save(phone) }
        }
        for noun in [ObjectNoun.srst, .devicePool, .phone] {
            let text = try await whole.exportCSV(noun)
            let answer = try await copy.importCSV(text, noun)
            #expect(answer.rows.allSatisfy { $0.outcome == .added }, "\(answer.rows.filter { $0.outcome != .added })")
            #expect(try await copy.exportCSV(noun) == text)
        }
        let site = try await whole.send(ExportSite(showSecrets: true)).text.withoutPosition
        #expect(try await copy.send(ExportSite(showSecrets: true)).text.withoutPosition == site)
    }
}

extension ImportReport {
    fileprivate var rowCount: Int { added + updated + unchanged + refused }
}
