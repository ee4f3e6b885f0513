import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A01: files are grouped by identical change")
struct ChangeGroupingTests {
    /// Phones with a setting of their own each.
    private static func site(_ setting: String, _ values: [String]) -> String {
        let phones = values.enumerated().map { index, value in
            """
              - name: SEP0200000\(10000 + index)
                protocol: sip
                model: "8841"
                device-pool: HQ
                security-profile: sip-plain
                settings: {\(setting): "\(value)"}

            """
        }
        return "phones:\n" + phones.joined()
    }

    @Test("A01: phones whose files get parts with values of their own are told apart by those values")
    func ownValues() async throws {
        let site = try await TestSite.fixture()
        let values = ["Reception", "Warehouse", "Warehouse"]
        _ = try await site.send(ApplySite(text: Self.site("webAccess", values)))
        let groups = try #require(
            try await site.send(ApplySite(text: Self.site("sshAccess", values), plan: true, replace: true)).changes
        )
        #expect(groups.map(\.phones) == [["SEP020000010000"], ["SEP020000010001", "SEP020000010002"]])
        #expect(groups.allSatisfy { $0.kind == "changed" })
        for (group, value) in zip(groups, values) {
            #expect(group.differences.compactMap(\.before) == [value])
            #expect(group.differences.compactMap(\.after) == [value])
        }
    }

    @Test("A01: when there are too many to compare each, the group says that the values are those of its first phone")
    func manyOwnValues() async throws {
        let site = try await TestSite.fixture()
        let values = (0..<510).map { "Desk \($0)" }
        _ = try await site.send(ApplySite(text: Self.site("webAccess", values)))
        let groups = try #require(
            try await site.send(ApplySite(text: Self.site("sshAccess", values), plan: true, replace: true)).changes
        )
        #expect(groups.count { $0.kind == "changed" } == 500)
        #expect(groups.filter { $0.kind == "changed-alike" }.map(\.phones.count) == [10])
    }

    @Test("A01: phones that keep their own values and change what they share are one group, however many they are")
    func sharedValues() async throws {
        let site = try await TestSite.fixture()
        let values = (0..<510).map { "Desk \($0)" }
        _ = try await site.send(ApplySite(text: Self.site("webAccess", values)))
        let fields = UpdateObject(
            noun: .devicePool,
            name: "HQ",
            fields: ["connection-monitor-duration": 77],
            plan: true
        )
        let groups = try #require(try await site.send(fields).changes)
        #expect(groups.filter { $0.phones.count >= 510 }.count == 1)
    }
}
