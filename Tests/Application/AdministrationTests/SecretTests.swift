import AdminAPI
import Documents
import FoundationEssentials
import SQLiteStore
import Store
import Testing

@Suite struct SecretTests {
    /// Every secret of the fixture, with those that `profileSecrets` adds.
    private static let secrets = [
        "swordfish", "12345", "p<w>&\"1201's", "p&lt;w&gt;", "second&secret", "second&amp;secret", "hidden",
        "tanaka-secret", "osaka-secret", "common-hidden", "enterprise-hidden",
    ]

    /// The fixture with secrets in the cluster's and in a profile's settings, too.
    private static func site() async throws -> TestSite {
        let site = try await TestSite()
        let text = try TestSite.fixtureText
            .replacing("    sshAccess: \"1\"", with: "    sshAccess: \"1\"\n    energyWiseSecret: enterprise-hidden")
            .replacing("      ciscoCamera: \"0\"", with: "      ciscoCamera: \"0\"\n      adminPassword: common-hidden")
        _ = try await site.send(ApplySite(text: text))
        return site
    }

    @Test("A06: no answer and no audit record tells a secret unasked")
    func masked() async throws {
        let site = try await Self.site()
        var answers: [String] = [try await site.send(ExportSite()).text]
        for noun in ObjectNoun.allCases {
            answers.append(String(describing: try await site.send(ListObjects(noun: noun))))
        }
        for phone in ["SEP001122334455", "SEP00112233445B"] {
            answers.append(String(describing: try await site.send(ShowObject(noun: .phone, name: phone))))
            answers.append(try await site.send(ShowFile(phone: phone)).text)
            answers.append(try await site.send(ShowFile(phone: phone, saved: true)).text)
        }
        let changed = TestPhones.one("SEP00112233445B", label: "x")
        _ = try await site.send(ApplySite(text: changed + "\n    ssh-password: new-secret", confirm: true))
        answers.append(String(describing: try await site.send(DiffFile(phone: "SEP00112233445B"))))
        answers.append(try await site.auditText())
        for (index, answer) in answers.enumerated() {
            for secret in Self.secrets + ["new-secret"] {
                #expect(!answer.contains(secret), "answer \(index) tells \(secret)")
            }
        }
    }

    @Test("A06: a masked file differs from the served one only in its secrets")
    func maskedFile() async throws {
        let site = try await Self.site()
        let served = try #require(site.served("SEP001122334455.cnf.xml")).text
        let shown = try await site.send(ShowFile(phone: "SEP001122334455")).text
        var expected = served
        let elements = [
            "sshPassword", "phonePassword", "authPassword", "adminPassword", "energyWiseSecret",
        ]
        for element in elements {
            let pattern = try Regex("<\(element)>[^<]+</\(element)>")
            expected = expected.replacing(pattern, with: "<\(element)>\(Document.mask)</\(element)>")
        }
        #expect(shown == expected)
        #expect(shown.components(separatedBy: Document.mask).count - 1 == 7)
    }

    @Test("A06: with --show-secrets they are shown, and that is audited")
    func disclosed() async throws {
        let site = try await Self.site()
        let served = try #require(site.served("SEP001122334455.cnf.xml")).text
        #expect(try await site.send(ShowFile(phone: "SEP001122334455", showSecrets: true)).text == served)
        #expect(try await site.send(ExportSite(showSecrets: true)).text.contains("swordfish"))
        let actions = try await site.audit().filter { $0.entry.action == "show-secrets" }
        #expect(actions.map(\.entry.object) == ["phone SEP001122334455", "export"])
        #expect(actions.allSatisfy { $0.entry.actor == "tester" })
    }

    @Test("A06: a masked export applied again keeps the stored secrets")
    func keptByMask() async throws {
        let site = try await Self.site()
        let before = site.everyFile()
        let masked = try await site.send(ExportSite()).text
        let renamed = masked.replacing("label: Workshop", with: "label: Atelier")
        #expect(try await site.send(ApplySite(text: renamed)).updated == ["phone SEP001122334457"])
        _ = try await site.send(Reset(scope: .all))
        var after = site.everyFile()
        #expect(after["SEP001122334457.cnf.xml"]?.element("featureLabel") == "Atelier")
        after["SEP001122334457.cnf.xml"] = before["SEP001122334457.cnf.xml"]
        #expect(after == before)
    }

    @Test("A06: a masked password stays with its line when lines are moved, and goes to no other")
    func movedLines() async throws {
        let site = try await TestSite.fixture()
        let line = { (number: String, label: String) in
            "      - {number: \"\(number)\", label: \(label), authentication-password: \"\(Document.mask)\"}"
        }
        let head = """
            phones:
              - name: SEP001122334455
                protocol: sip
                model: "8841"
                device-pool: Branch-12
                security-profile: sip-encrypted
                lines:
            """
        let moved = [head, line("1202", "second"), line("1201", "first")].joined(separator: "\n")
        _ = try await site.send(ApplySite(text: moved))
        _ = try await site.send(Reset(scope: .all))
        let file = try #require(site.served("SEP001122334455.cnf.xml")).text
        let passwords = file.matches(of: /<authPassword>([^<]*)<\/authPassword>/).map { String($0.output.1) }
        #expect(passwords == ["second&amp;secret", "p&lt;w&gt;&amp;&quot;1201's"])
        let stolen = [head, line("1299", "new"), line("1202", "second")].joined(separator: "\n")
        #expect(try await site.refusal(ApplySite(text: stolen)).error.code == "masked-secret")
    }

    @Test("A06: the mask of a secret that nobody stored is refused")
    func maskWithoutSecret() async throws {
        let site = try await TestSite.fixture()
        let text = TestPhones.one("SEP0A0000000001", label: "x") + "\n    ssh-password: \"\(Document.mask)\""
        #expect(try await site.refusal(ApplySite(text: text)).error.code == "masked-secret")
    }
}

extension TestSite {
    /// Every audit record.
    func audit() async throws -> [AuditRecord] {
        try await store.read { snapshot in
            var records: [AuditRecord] = []
            try snapshot.forEachAuditRecord(after: 0) { records.append($0) }
            return records
        }
    }

    /// Every audit record as text.
    func auditText() async throws -> String { String(describing: try await audit()) }
}
