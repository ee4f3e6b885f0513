import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("What a change takes away is agreed to first, and said")
struct LossTests {
    /// A change of the secure fixture with what it takes away.
    struct Case: Sendable, CustomTestStringConvertible {
        let noun: ObjectNoun
        let name: String?
        let fields: Document
        let lost: [Loss]
        let code: String
        var testDescription: String { "\(noun) \(name ?? "") \(fields.entries.map(\.key))" }

        init(_ noun: ObjectNoun, _ name: String?, _ fields: Document, _ lost: [Loss]) {
            self.noun = noun
            self.name = name
            self.fields = fields
            self.lost = lost
            let isSecurity = lost.contains { [.security, .certificate].contains($0.kind) }
            code = isSecurity ? Loss.securityCode : Loss.valuesCode
        }
    }

    private static let reception = "phone SEP001122334455"
    private static let branch12 = "d85d2bfd6f14ae71c92df274a17d4555e8f5e4f3adcd12bf7f215adf57371190"

    static let cases = [
        Case(
            .cluster,
            nil,
            ["security-mode": nil],
            [
                Loss(object: "cluster", field: "security-mode", kind: .security, was: "mixed")
            ]
        ),
        Case(
            .srst,
            "branch-12",
            ["secure": false],
            [
                Loss(object: "srst branch-12", field: "secure", kind: .security, was: "true"),
                Loss(object: "srst branch-12", field: "certificate", kind: .certificate, was: branch12),
            ]
        ),
        Case(
            .securityProfile,
            "sip-encrypted",
            ["device-security-mode": "authenticated"],
            [
                Loss(
                    object: "security-profile sip-encrypted",
                    field: "device-security-mode",
                    kind: .security,
                    was: "encrypted"
                )
            ]
        ),
        Case(
            .devicePool,
            "Branch-12",
            ["srst": nil],
            [
                Loss(object: "device-pool Branch-12", field: "srst", kind: .srstChoice, was: "branch-12")
            ]
        ),
        Case(
            .devicePool,
            "Home offices",
            ["srst": "disable"],
            [
                Loss(object: "device-pool Home offices", field: "srst", kind: .srstChoice, was: "use-default-gateway")
            ]
        ),
        Case(
            .devicePool,
            "Branch-12",
            ["srst": "branch-20"],
            [
                Loss(object: "device-pool Branch-12", field: "srst", kind: .security, was: "branch-12")
            ]
        ),
        Case(
            .phone,
            "SEP001122334455",
            ["security-profile": "sip-plain"],
            [
                Loss(object: reception, field: "security-profile", kind: .security, was: "sip-encrypted")
            ]
        ),
        Case(
            .phone,
            "SEP001122334455",
            ["lines": [["number": "1202", "authentication-password": Document(.string(Document.mask))]]],
            [
                Loss(object: reception, field: "lines.1", kind: .line, was: "1201")
            ]
        ),
        Case(
            .phone,
            "SEP001122334455",
            ["lines": [["number": "1201"], ["number": "1202", "authentication-password": "x"]]],
            [
                Loss(object: reception, field: "lines.1.authentication-password", kind: .secret)
            ]
        ),
        Case(
            .phone,
            "SEP001122334455",
            ["lines": nil],
            [
                Loss(object: reception, field: "lines.1", kind: .line, was: "1201"),
                Loss(object: reception, field: "lines.2", kind: .line, was: "1202"),
            ]
        ),
        Case(
            .phone,
            "SEP001122334455",
            ["ssh-password": nil, "settings": nil],
            [
                Loss(object: reception, field: "ssh-password", kind: .secret),
                Loss(object: reception, field: "settings.adminPassword", kind: .secret),
            ]
        ),
    ]

    @Test(
        "An update that takes something away is refused until it is confirmed, and answers what went",
        arguments: cases
    )
    func update(_ example: Case) async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ExportSite()).text
        var update = UpdateObject(noun: example.noun, name: example.name, fields: example.fields)
        let refused = try await site.refusal(update)
        #expect(refused.error.kind == .unconfirmed && refused.error.code == example.code)
        #expect(refused.error.hint?.contains("--yes") == true)
        #expect(try await site.send(ExportSite()).text == before)
        update.plan = true
        #expect(try await site.send(update).lost == example.lost)
        update.plan = false
        #expect(try await site.send(update.confirmed).lost == example.lost)
    }

    @Test("A change that takes nothing away asks nothing")
    func nothing() async throws {
        let site = try await TestSite.secureFixture()
        let changes: [(ObjectNoun, String, Document)] = [
            (.devicePool, "HQ", ["srst": "branch-12"]), (.devicePool, "Home offices", ["srst": "branch-20"]),
            (.phone, "SEP001122334457", ["security-profile": "sip-encrypted"]),
            // Another number alone: the line keeps everything else.
            (.phone, "SEP001122334457", ["lines": [["number": "1221", "label": "Workshop"]]]),
            (.phone, "SEP001122334455", ["ssh-password": "another"]),
            (.phone, "SEP00112233445C", ["device-pool": "Branch-12"]),
        ]
        for (noun, name, fields) in changes {
            let report = try await site.send(UpdateObject(noun: noun, name: name, fields: fields))
            #expect(report.changed && report.lost.isEmpty)
        }
    }

    @Test("A deletion answers what goes with the object, what detached pools lose included")
    func deletion() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true))
        #expect(report.lost.map(\.object) == ["device-pool Branch-12", "srst branch-12", "srst branch-12"])
        #expect(report.lost.map(\.kind) == [.srstChoice, .security, .certificate])
        let phone = try await site.send(DeleteObject(noun: .phone, name: "SEP00112233445D"))
        #expect(phone.lost.map(\.field) == ["security-profile", "lines.1"])
        let mode = try await site.send(SetClusterMode(mode: "non-secure"))
        #expect(mode.lost.map(\.kind) == [.security])
    }

    @Test("An import that takes lines or passwords away is refused until it is confirmed, and answers what went")
    func importing() async throws {
        let site = try await TestSite.secureFixture()
        let text =
            "name,lines.2.number,lines.2.label,lines.2.display-name,lines.2.authentication-name,"
            + "lines.2.authentication-password,lines.2.voice-mail-number,lines.2.maximum-calls,lines.2.busy-trigger,"
            + "ssh-password\nSEP001122334455,,,,,,,,,\n"
        #expect(try await site.importRefusal(text).map(\.code) == [Loss.valuesCode])
        let report = try await site.importCSV(text, confirm: true).report
        #expect(report.lost.map(\.field) == ["lines.2", "ssh-password"])
    }

    @Test("A site file that lowers a profile and its reference tells of them, not of every phone")
    func site() async throws {
        let site = try await TestSite.secureFixture()
        let text = """
            security-profiles:
              - {name: sip-encrypted, protocol: sip, device-security-mode: non-secure}
            phones:
              - {name: SEP00112233445B, description: x}
              - {name: SEP00112233445D, security-profile: sip-plain}
            """
        let plan = try await site.send(ApplySite(text: text, plan: true))
        #expect(plan.lost.map(\.object) == ["security-profile sip-encrypted", "phone SEP00112233445D"])
        #expect(try await site.refusal(ApplySite(text: text)).error.code == Loss.securityCode)
    }

    @Test("Losses are told in words, many of them counted")
    func words() {
        let few = Self.cases[1].lost
        #expect(Loss.summary(few) == "the security and the certificate of srst branch-12")
        let lines = (1...6).map { Loss(object: "phone A", field: "lines.\($0)", kind: .line, was: "\($0)") }
        #expect(Loss.summary(lines) == "6 lines of phone A")
        #expect(Loss.summary(lines + few) == "1 security setting, 1 certificate and 6 lines of 2 objects")
        #expect(
            Loss.summary(Array(lines.prefix(2)) + few)
                == "line 1 and line 2 of phone A and the security and the certificate of srst branch-12"
        )
    }
}
