import AdminAPI
import ClusterModel
import Documents
import Testing

@Suite struct FileViewTests {
    @Test("T02: the semantic diff names what the next reset changes")
    func diff() async throws {
        let site = try await TestSite.fixture()
        #expect(try await site.send(DiffFile(phone: "SEP001122334455")).differences.isEmpty)
        try await site.accept("branch-12")
        let report = try await site.send(DiffFile(phone: "00-11-22-33-44-55", ignoreVersionStamp: true))
        #expect(report.before == "served, revision 1")
        let difference = try #require(report.differences.first)
        #expect(report.differences.count == 1)
        #expect(difference.path == "/device/devicePool/srstInfo/srstCertificate")
        #expect(difference.kind == "added")
        let all = try await site.send(DiffFile(phone: "SEP001122334455")).differences
        #expect(all.map(\.path).contains("/device/versionStamp"))
        _ = try await site.send(Reset(scope: .phone, name: "SEP001122334455"))
        #expect(try await site.send(DiffFile(phone: "SEP001122334455")).differences.isEmpty)
    }

    @Test("T02: the saved view is byte for byte what the reset then serves")
    func savedView() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let saved = try await site.send(ShowFile(phone: "SEP001122334455", saved: true, showSecrets: true))
        _ = try await site.send(Reset(scope: .all))
        #expect(site.served("SEP001122334455.cnf.xml")?.text == saved.text)
        let served = try await site.send(ShowFile(phone: "SEP001122334455"))
        #expect(served.sha256 == saved.sha256)
        #expect(served.revision == 2)
    }

    @Test(
        "S09: explain gives every reason for each phone without a certificate",
        arguments: [
            ("SEP001122334455", [String]()),
            ("SEP001122334457", ["device-non-secure"]),
            ("SEP00112233445B", ["srst-disabled", "no-certificate"]),
            ("SEP00112233445D", ["reference-non-secure", "no-certificate"]),
            ("SEP00112233445F", ["srst-default-gateway", "no-certificate"]),
        ]
    )
    func explain(phone: String, reasons: [String]) async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(ExplainFile(phone: phone))
        #expect(report.conditions.compactMap(\.reason) == reasons)
        #expect(report.carriesCertificate == reasons.isEmpty)
        #expect(report.servedWithCertificate == reasons.isEmpty)
        #expect(report.conditions.map(\.condition).count == 4)
        let mode = report.elements.first { $0.path == "/device/deviceSecurityMode" }?.value
        #expect(site.served(phone + ".cnf.xml")?.element("deviceSecurityMode") == mode)
    }

    @Test("S09: explain as of a later second says that the certificate has expired")
    func explainLater() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(ExplainFile(phone: "SEP001122334455", asOf: "2050-01-01T00:00:00Z"))
        #expect(report.conditions.compactMap(\.reason) == ["certificate-expired"])
        #expect(report.servedWithCertificate)
    }

    @Test("A07: a phone is found by every usual spelling of its address")
    func spellings() async throws {
        let site = try await TestSite.fixture()
        for name in ["SEP001122334455", "sep001122334455", "00:11:22:33:44:55", "0011.2233.4455", "00-11-22-33-44-55"] {
            let report = try await site.send(ShowObject(noun: .phone, name: name))
            #expect(report.fields["name"]?.text == "SEP001122334455")
        }
    }

    @Test("A03: unknown names are refused with the object and a remedy")
    func unknown() async throws {
        let site = try await TestSite.fixture()
        let phone = try await site.refusal(ShowFile(phone: "SEP0A0000000009")).error
        #expect(phone.kind == .notFound)
        #expect(phone.object == "phone SEP0A0000000009")
        let address = try await site.refusal(ShowFile(phone: "reception")).error
        #expect(address.code == "invalid-mac-address")
        #expect(
            try await site.refusal(ShowObject(noun: .srst, name: "brnch-12")).error.hint == "Did you mean branch-12?"
        )
    }

    @Test("A phone takes its own setting over its profile's over the cluster's, and show says from where")
    func effectiveSettings() async throws {
        let site = try await TestSite.fixture()
        let details = try await site.send(ShowObject(noun: .phone, name: "SEP001122334455")).details
        let settings = (details["effective-settings"]?.values ?? []).map { setting in
            ["name", "value", "from"].map { setting[$0]?.text ?? "" }.joined(separator: " ")
        }
        #expect(
            settings == [
                "adminPassword ******** phone", "ciscoCamera 0 profile", "displayOnTime 07:30 phone",
                "sshAccess 1 cluster", "webAccess 0 phone",
            ]
        )
    }
}
