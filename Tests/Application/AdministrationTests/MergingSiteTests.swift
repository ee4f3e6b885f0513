import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A field that is absent keeps its saved value, in a site file, an update and an import alike")
struct MergingSiteTests {
    private static let phone = "SEP001122334455"

    private func fields(_ site: TestSite, _ noun: ObjectNoun, _ name: String?) async throws -> Document {
        try await site.send(ShowObject(noun: noun, name: name)).fields
    }

    @Test("An object of which a file names one field keeps all others, passwords included")
    func oneField() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await fields(site, .phone, Self.phone)
        let served = try #require(site.served("\(Self.phone).cnf.xml"))
        let report = try await site.send(ApplySite(text: "phones: [{name: \(Self.phone), description: Lobby}]"))
        #expect(report.updated == ["phone \(Self.phone)"] && report.lost.isEmpty)
        #expect(try await fields(site, .phone, Self.phone) == before.merging(["description": "Lobby"]))
        _ = try await site.send(Reset(scope: .all))
        let file = try #require(site.served("\(Self.phone).cnf.xml"))
        #expect(file.element("sshPassword") == served.element("sshPassword"))
    }

    @Test("null sets a field to its default, a list is taken whole, a group is laid over field by field")
    func forms() async throws {
        let site = try await TestSite.secureFixture()
        let text = """
            cluster:
              services: {directory: null, messages: http://m.example.net}
              settings: {webAccess: "1"}
              model-loads: {"7821": null}
            device-pools:
              - name: HQ
                date-time: {template: D.M.Y}
                locale: null
            srst-references:
              - name: branch-20
                sip: [{address: 198.51.100.21}]
            """
        let plan = try await site.send(ApplySite(text: text, plan: true))
        #expect(plan.updated == ["srst branch-20", "device-pool HQ", "cluster"])
        _ = try await site.send(ApplySite(text: text))
        let cluster = try await fields(site, .cluster, nil)
        #expect(cluster["security-mode"]?.text == "mixed")
        #expect(cluster["services"]?["directory"]?.text == "")
        #expect(cluster["services"]?["messages"]?.text == "http://m.example.net")
        #expect(cluster["services"]?["authentication"]?.text?.isEmpty == false)
        #expect(cluster["settings"] == ["sshAccess": "1", "webAccess": "1"])
        #expect(cluster["model-loads"]?["7821"] == nil && cluster["model-loads"]?["7841"] != nil)
        let pool = try await fields(site, .devicePool, "HQ")
        #expect(pool["date-time"]?["template"]?.text == "D.M.Y")
        #expect(pool["date-time"]?["olson-time-zone"]?.text == "Asia/Tokyo")
        #expect(pool["locale"]?["user"]?.text == "English_United_States")
        let reference = try await fields(site, .srst, "branch-20")
        #expect(reference["sip"]?.values.map { $0["address"]?.text } == ["198.51.100.21"])
        #expect(reference["sip"]?.values.first?["port"]?.text == "5060")
        #expect(reference["sccp"]?.values.isEmpty == false)
    }

    @Test("The same change means the same as a site file, an update and an import")
    func alike() async throws {
        var results: [Document] = []
        for way in 0..<3 {
            let site = try await TestSite.secureFixture()
            switch way {
            case 0:
                let text = "phones: [{name: \(Self.phone), description: null, settings: {webAccess: \"1\"}}]"
                _ = try await site.send(ApplySite(text: text))
            case 1:
                let change: Document = ["description": nil, "settings": ["webAccess": "1"]]
                _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: change))
            default:
                _ = try await site.importCSV("name,description,settings.webAccess\n\(Self.phone),,1\n")
            }
            results.append(try await fields(site, .phone, Self.phone))
        }
        #expect(results[0]["description"]?.text == "" && results[0]["settings"]?["displayOnTime"]?.text == "07:30")
        #expect(results.allSatisfy { $0 == results[0] })
    }

    @Test("A group can be emptied, given a field, and both at once, by an update")
    func groups() async throws {
        let site = try await TestSite.secureFixture()
        func settings(after fields: Document) async throws -> Document? {
            _ = try await site.send(UpdateObject(noun: .cluster, fields: fields, confirm: true))
            return try await self.fields(site, .cluster, nil)["settings"]
        }
        #expect(try await settings(after: ["settings.a": "1"]) == ["a": "1", "sshAccess": "1", "webAccess": "0"])
        #expect(try await settings(after: ["settings.a": nil]) == ["sshAccess": "1", "webAccess": "0"])
        #expect(try await settings(after: ["settings": nil, "settings.b": "2"]) == ["b": "2"])
        #expect(try await settings(after: ["settings": nil]) == [:])
        // A list, too.
        let fields: Document = ["lines": nil, "lines.*": [["number": "1201"]], "lines.1.label": "x"]
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: fields, confirm: true))
        let lines = try await self.fields(site, .phone, Self.phone)["lines"]?.values ?? []
        #expect(lines.map { $0["number"]?.text } == ["1201"] && lines.first?["label"]?.text == "x")
        #expect(lines.first?["authentication-name"]?.text == "")
    }

    @Test(
        "A saved object's own fields are checked with those of the file: a phone does not get a profile of another protocol"
    )
    func whole() async throws {
        let site = try await TestSite.fixture()
        let text = "phones: [{name: \(Self.phone), security-profile: sccp-plain}]"
        let problem = try await site.refusal(ApplySite(text: text)).error
        #expect(problem.code == "protocol-mismatch" && problem.line == 1)
        let fresh = try await site.refusal(ApplySite(text: "phones: [{name: SEP0A0000000001, description: x}]"))
        #expect(fresh.all.allSatisfy { $0.code == "missing-field" })
    }

    @Test("--replace: what an object does not name takes its default, and what would go is agreed to first")
    func replacing() async throws {
        let site = try await TestSite.secureFixture()
        let text = """
            phones:
              - {name: \(Self.phone), protocol: sip, model: "8841", device-pool: Branch-12, security-profile: sip-encrypted}
            device-pools:
              - {name: Home offices, call-manager-group: tokyo}
            """
        let refused = try await site.refusal(ApplySite(text: text, replace: true)).error
        #expect(refused.kind == .unconfirmed && refused.code == Loss.valuesCode)
        let report = try await site.send(ApplySite(text: text, confirm: true, replace: true))
        #expect(
            report.lost.map(\.field) == [
                "srst", "lines.1", "lines.2", "ssh-password", "phone-password", "settings.adminPassword",
            ]
        )
        #expect(try await fields(site, .phone, Self.phone)["lines"]?.values.isEmpty == true)
        #expect(try await fields(site, .devicePool, "Home offices")["srst"]?.text == "disable")
        // Merged, the same text takes nothing away.
        let other = try await TestSite.secureFixture()
        #expect(try await other.send(ApplySite(text: text)).updated == ["device-pool Home offices"])
    }

    @Test("An export says every field, so that applied again it takes back what was set since")
    func exportIsExact() async throws {
        let site = try await TestSite.secureFixture()
        let export = try await site.send(ExportSite(showSecrets: true)).text
        let before = try await fields(site, .phone, Self.phone)
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: ["load": "special.load"]))
        _ = try await site.send(ApplySite(text: export, overwrite: true))
        #expect(try await fields(site, .phone, Self.phone) == before)
    }
}
