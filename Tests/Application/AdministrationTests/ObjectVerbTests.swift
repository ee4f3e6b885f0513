import AdminAPI
import Documents
import Store
import TestSupport
import Testing

@Suite("The verbs of every noun")
struct ObjectVerbTests {
    /// A noun with an object to add, a change of it, and another name.
    struct Example: Sendable, CustomTestStringConvertible {
        let noun: ObjectNoun
        let fields: Document
        let change: Document
        let newName: String
        var name: String { fields["name"]?.text ?? "" }
        var testDescription: String { noun.rawValue }
    }

    static let examples = [
        Example(
            noun: .callManagerGroup,
            fields: ["name": "kyoto", "members": [["address": "192.0.2.7"]]],
            change: ["members": [["address": "192.0.2.8"]]],
            newName: "京都"
        ),
        Example(
            noun: .srst,
            fields: ["name": "branch-30", "sip": [["address": "192.0.2.30"]]],
            change: ["certificate-provider-port": "3000"],
            newName: "branch-31"
        ),
        Example(
            noun: .devicePool,
            fields: ["name": "Kyoto", "call-manager-group": "tokyo"],
            change: ["srst": "branch-12"],
            newName: "Kyoto 2"
        ),
        Example(
            noun: .securityProfile,
            fields: ["name": "sip-new", "protocol": "sip"],
            change: ["device-security-mode": "encrypted"],
            newName: "sip-newer"
        ),
        Example(
            noun: .phone,
            fields: [
                "name": "00:11:22:aa:bb:cc", "protocol": "sip", "model": "8841", "device-pool": "HQ",
                "security-profile": "sip-plain",
            ],
            change: ["description": "spare"],
            newName: "SEP001122AABBCD"
        ),
    ]

    @Test("S13: an object is added, changed, copied and deleted, each with its audit entry", arguments: examples)
    func lifetime(_ example: Example) async throws {
        let site = try await TestSite.fixture()
        let served = site.everyFile()
        let before = try await site.audit().count
        let added = try await site.send(AddObject(noun: example.noun, fields: example.fields))
        #expect(added.changed && added.version == 1)
        let changed = try await site.send(
            UpdateObject(noun: example.noun, name: example.name, fields: example.change, version: 1)
        )
        #expect(changed.changed && changed.version == 2)
        let copy = CopyObject(noun: example.noun, name: example.name, newName: example.newName)
        #expect(try await site.send(copy).version == 1)
        let shown = try await site.send(ShowObject(noun: example.noun, name: example.name)).fields
        let copied = try await site.send(ShowObject(noun: example.noun, name: example.newName)).fields
        #expect(copied.merging(["name": nil]) == shown.merging(["name": nil]))
        for name in [example.newName, example.name] {
            #expect(try await site.send(DeleteObject(noun: example.noun, name: name)).version == nil)
            #expect(try await site.refusal(ShowObject(noun: example.noun, name: name)).error.kind == .notFound)
        }
        let entries = try await site.audit().dropFirst(before).map(\.entry)
            .filter { !["publish", "withdraw"].contains($0.action) }
        #expect(entries.map(\.action) == ["add", "update", "add", "delete", "delete"])
        #expect(entries.map { $0.before == nil } == [true, false, true, false, false])
        #expect(entries.map { $0.after == nil } == [false, false, false, true, true])
        #expect(site.everyFile() == served)
    }

    @Test("A01: the plan of each verb says what the deed says, and changes nothing", arguments: examples)
    func plans(_ example: Example) async throws {
        let site = try await TestSite.fixture()
        let audited = try await site.audit().count
        var add = AddObject(noun: example.noun, fields: example.fields, plan: true)
        let planned = try await site.send(add)
        #expect(planned.plan && planned.version == 1)
        #expect(try await site.audit().count == audited)
        #expect(try await site.refusal(ShowObject(noun: example.noun, name: example.name)).error.kind == .notFound)
        add.plan = false
        var done = try await site.send(add)
        done.plan = true
        done.reset?.plan = true
        done.reset?.revision = nil
        // Only a plan tells how the files would change: here that of a new phone, if anything.
        #expect(done.changes == nil)
        #expect(planned.changes?.flatMap(\.phones) == done.reset?.published ?? [])
        done.changes = planned.changes
        #expect(done == planned)

        let before = try await site.send(ExportSite()).text
        let update = UpdateObject(noun: example.noun, name: example.name, fields: example.change, plan: true)
        #expect(try await site.send(update).changed)
        #expect(try await site.send(DeleteObject(noun: example.noun, name: example.name, plan: true)).changed)
        if example.noun != .phone {
            let rename = RenameObject(noun: example.noun, name: example.name, newName: example.newName, plan: true)
            #expect(try await site.send(rename).object.contains(example.newName))
        }
        #expect(try await site.send(ExportSite()).text == before)
    }

    @Test("An object that is there is not added again, in whatever case its name is written", arguments: examples)
    func taken(_ example: Example) async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(AddObject(noun: example.noun, fields: example.fields))
        let again = example.fields.merging(["name": .string(example.name.uppercased())])
        let refused = try await site.refusal(AddObject(noun: example.noun, fields: again))
        #expect(refused.error.kind == .conflict && refused.error.code == "already-exists")
    }

    @Test("S02 a: a phone that is added gets its first file; S02 b: deleted, it loses it at once")
    func phones() async throws {
        let site = try await TestSite.fixture()
        let file = "SEP001122AABBCC.cnf.xml"
        let example = try #require(Self.examples.last)
        #expect(site.served(file) == nil)
        let added = try await site.send(AddObject(noun: .phone, fields: example.fields))
        #expect(added.reset?.published == ["SEP001122AABBCC"] && added.pending == 0)
        #expect(site.served(file) != nil)
        let before = site.served(file)
        let moved = UpdateObject(noun: .phone, name: example.name, fields: ["device-pool": "Branch-12"])
        let report = try await site.send(moved)
        #expect(report.pending == 1)
        #expect(report.messages.contains { $0.text.contains("cnfctl reset --phone SEP001122AABBCC") })
        #expect(site.served(file) == before)
        #expect(try await site.send(DeleteObject(noun: .phone, name: example.name)).reset?.withdrawn.count == 1)
        #expect(site.served(file) == nil)
    }

    @Test("A phone must have a profile of its protocol, by add as by apply")
    func mismatch() async throws {
        let site = try await TestSite.fixture()
        let fields = try #require(Self.examples.last).fields.merging(["security-profile": "sccp-plain"])
        #expect(try await site.refusal(AddObject(noun: .phone, fields: fields)).error.code == "protocol-mismatch")
        // Nor does a profile leave its phones behind.
        let update = UpdateObject(noun: .securityProfile, name: "sip-authenticated", fields: ["protocol": "sccp"])
        #expect(
            try await site.refusal(update).all.contains { $0.code == "protocol-mismatch" || $0.field == "transport" }
        )
    }

    @Test("What is named is not deleted, and the refusal lists what names it")
    func inUse() async throws {
        let site = try await TestSite.fixture()
        let cases: [(ObjectNoun, String, String)] = [
            (.callManagerGroup, "tokyo", "the device pools Branch-12, HQ and the cluster"),
            (.srst, "branch-20", "the device pool Branch-20 大阪"),
            (.devicePool, "HQ", "2 phones: SEP00112233445B, SEP00112233445C"),
            (.securityProfile, "sccp-authenticated", "1 phone: SEP001122334459"),
        ]
        for (noun, name, list) in cases {
            let refused = try await site.refusal(DeleteObject(noun: noun, name: name))
            #expect(refused.error.kind == .conflict && refused.error.code == "in-use")
            #expect(refused.error.message.contains(list), "\(refused.error)")
        }
    }

    @Test("A field of a group changes alone, and null takes a default back")
    func groups() async throws {
        let site = try await TestSite.fixture()
        let before = try await site.send(ShowObject(noun: .devicePool, name: "HQ")).fields
        _ = try await site.send(
            UpdateObject(noun: .devicePool, name: "HQ", fields: ["date-time.template": "D.M.Y", "locale.user": "X"])
        )
        let after = try await site.send(ShowObject(noun: .devicePool, name: "HQ")).fields
        #expect(after["date-time"]?["template"]?.text == "D.M.Y" && after["locale"]?["user"]?.text == "X")
        #expect(after["date-time"]?["time-zone"] == before["date-time"]?["time-zone"])
        #expect(after["locale"]?["network"] == before["locale"]?["network"])
        _ = try await site.send(UpdateObject(noun: .devicePool, name: "HQ", fields: ["date-time.template": nil]))
        let reset = try await site.send(ShowObject(noun: .devicePool, name: "HQ")).fields
        #expect(reset["date-time"]?["template"]?.text == "D/M/YA")
    }

    @Test("A06: a phone's passwords survive an update and a copy, and are never shown")
    func secrets() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP001122334455", fields: ["description": "x"]))
        _ = try await site.send(CopyObject(noun: .phone, name: "SEP001122334455", newName: "SEP0011223344AA"))
        let copy = try #require(site.served("SEP0011223344AA.cnf.xml"))
        #expect(copy.element("sshPassword") == "swordfish")
        let audit = try await site.audit().map { "\($0)" }.joined()
        #expect(!audit.contains("swordfish"))
    }

    @Test("Call managers that change leave their pools' phones waiting, and no others")
    func groupPending() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP00112233445B", fields: ["ssh-user": "x"]))
        let report = try await site.send(
            UpdateObject(noun: .callManagerGroup, name: "osaka-first", fields: ["members": [["address": "192.0.2.99"]]])
        )
        // Two phones in Osaka, two at home.
        #expect(report.pending == 4)
        #expect(report.messages.contains { $0.text.contains("reset --pending") })
    }
}
