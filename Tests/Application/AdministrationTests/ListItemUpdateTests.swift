import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A03: an update of a list keeps what it does not name of the items that stay")
struct ListItemUpdateTests {
    private static let phone = "SEP001122334455"

    private func lines(_ site: TestSite) async throws -> [Document] {
        let request = ListObjects(noun: .phone, names: [Self.phone], showSecrets: true)
        return try await site.send(request).objects.first?.fields["lines"]?.values ?? []
    }

    private func update(_ fields: Document, _ site: TestSite) async throws {
        _ = try await site.send(UpdateObject(noun: .phone, name: Self.phone, fields: fields, confirm: true))
    }

    @Test("Lines whose number stays keep labels and passwords, wherever they stand; the others are new or gone")
    func lines() async throws {
        let site = try await TestSite.fixture()
        let before = try await lines(site)
        try await update(["lines.*": [["number": "1202"], ["number": "1299"], ["number": "1201"]]], site)
        let after = try await lines(site)
        #expect(after.map { $0["number"]?.text } == ["1202", "1299", "1201"])
        #expect(after[0] == before[1] && after[2] == before[0])
        #expect(after[1]["label"]?.text == "" && after[1]["authentication-password"]?.text == "")
        try await update(["lines.*": [["number": "1201", "label": "new"]]], site)
        let last = try await lines(site)
        #expect(last.count == 1 && last[0]["label"]?.text == "new")
        #expect(last[0]["authentication-password"] == before[0]["authentication-password"])
    }

    @Test("One field of one line changes alone; an item behind the last is new, and null takes one away")
    func fields() async throws {
        let site = try await TestSite.fixture()
        let before = try await lines(site)
        try await update(["lines.2.label": "two", "lines.3.number": "1203"], site)
        var after = try await lines(site)
        #expect(after.count == 3 && after[0] == before[0] && after[2]["number"]?.text == "1203")
        #expect(after[1] == before[1].merging(["label": "two"]))
        try await update(["lines.1": nil, "lines.3": nil, "lines.2.label": nil], site)
        after = try await lines(site)
        #expect(after == [before[1].merging(["label": ""])])
        let gap = UpdateObject(noun: .phone, name: Self.phone, fields: ["lines.4.number": "1"])
        #expect(try await site.refusal(gap).error.code == "missing-field")
        let far = UpdateObject(noun: .phone, name: Self.phone, fields: ["lines.999999999.number": "1"])
        #expect(try await site.refusal(far).error.kind == .validation)
    }

    @Test("Call managers keep their names and ports by their address")
    func members() async throws {
        let site = try await TestSite.fixture()
        let name = "osaka-first"
        let before =
            try await site.send(ShowObject(noun: .callManagerGroup, name: name)).fields["members"]?.values ?? []
        let changed: Document = ["members.*": [["address": "cm1.tokyo.example.net"], ["address": "cm9.example.net"]]]
        _ = try await site.send(UpdateObject(noun: .callManagerGroup, name: name, fields: changed))
        let after = try await site.send(ShowObject(noun: .callManagerGroup, name: name)).fields["members"]?.values ?? []
        #expect(after.count == 2 && after[0] == before[1] && after[0]["sip-port"]?.text == "5070")
        #expect(after[1]["name"]?.text == "cm9.example.net")
    }

    @Test("A new object takes items and their fields, too")
    func adding() async throws {
        let site = try await TestSite.fixture()
        let fields: Document = [
            "name": "SEP0011223344AD", "protocol": "sip", "model": "8841", "device-pool": "HQ",
            "security-profile": "sip-plain", "lines.*": [["number": "1"]], "lines.1.label": "one",
        ]
        _ = try await site.send(AddObject(noun: .phone, fields: fields))
        let saved = try await site.send(ShowObject(noun: .phone, name: "SEP0011223344AD")).fields["lines"]?.values
        #expect(saved?.map { $0["label"]?.text } == ["one"])
    }
}
