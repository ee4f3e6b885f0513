import AdminAPI
import ClusterModel
import Documents
import Platform
import Publishing
import Serving
import TestSupport
import Testing

@Suite struct ResetTests {
    private let phone = "SEP001122334455.cnf.xml"

    @Test("S02: nothing a phone is served changes before a reset")
    func nothingBeforeReset() async throws {
        let site = try await TestSite.fixture()
        let before = site.everyFile()
        try await site.accept("branch-12")
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"]))
        let changed = try TestSite.fixtureText.replacing("label: Workshop", with: "label: Atelier")
        _ = try await site.send(ApplySite(text: changed, confirm: true))
        #expect(site.everyFile() == before)
        _ = try await site.send(Reset(scope: .all))
        #expect(site.everyFile() != before)
    }

    @Test("S02 exception a: a new phone has its first file at once, in a revision of its own")
    func firstFile() async throws {
        let site = try await TestSite.fixture()
        let others = site.everyFile()
        let report = try await site.send(ApplySite(text: TestPhones.one("SEP0A0000000001", label: "new")))
        #expect(report.created == ["phone SEP0A0000000001"])
        #expect(report.firstFiles?.published == ["SEP0A0000000001"])
        #expect(report.firstFiles?.revision == 2)
        #expect(site.served("SEP0A0000000001.cnf.xml")?.element("featureLabel") == "new")
        #expect(site.everyFile() == others)
    }

    @Test("S02 exception b: a deleted phone's file is withdrawn by the deletion")
    func withdrawn() async throws {
        let site = try await TestSite.fixture()
        let report = try await site.send(DeleteObject(noun: .phone, name: "00:11:22:33:44:55"))
        #expect(report.reset?.withdrawn == ["SEP001122334455"])
        #expect(site.served(phone) == nil)
        #expect(site.everyFile().count == 12)
        let again = try await site.refusal(DeleteObject(noun: .phone, name: "SEP001122334455"))
        #expect(again.error.kind == .notFound)
    }

    @Test("P03: XMLDefault.cnf.xml changes by a reset of all, not by a reset of a part")
    func defaultFile() async throws {
        let site = try await TestSite.fixture()
        let before = try #require(site.served("xmldefault.CNF.XML"))
        let text = try TestSite.fixtureText.replacing("sip88xx.14-2-1-0101-70", with: "sip88xx.14-3-1-0001-1")
        _ = try await site.send(ApplySite(text: text))
        let part = try await site.send(Reset(scope: .devicePool, name: "HQ"))
        #expect(!part.defaultFile)
        #expect(site.served("XMLDefault.cnf.xml") == before)
        let all = try await site.send(Reset(scope: .all))
        #expect(all.defaultFile)
        #expect(site.served("XMLDefault.cnf.xml")?.text.contains("sip88xx.14-3-1-0001-1") == true)
    }

    @Test(
        "S20: a reset reaches the dependents of the object, and nobody else",
        arguments: [
            (Reset.Scope.srst, "BRANCH-20", ["SEP00112233445D", "SEP00112233445E"]),
            (.devicePool, "Home offices", ["SEP00112233445F", "SEP001122334460"]),
            (.securityProfile, "sccp-authenticated", ["SEP001122334459"]),
            (.phone, "0011.2233.445b", ["SEP00112233445B"]),
        ]
    )
    func selections(scope: Reset.Scope, name: String, expected: [String]) async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        let text = try TestSite.fixtureText.replacing("webAccess: \"0\"", with: "webAccess: \"2\"")
            .replacing("security-mode: mixed", with: "security-mode: non-secure")
        _ = try await site.send(ApplySite(text: text))
        let before = site.everyFile()
        let report = try await site.send(Reset(scope: scope, name: name))
        #expect(report.published == expected)
        let after = site.everyFile()
        let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
        #expect(changed == expected.map { $0 + ".cnf.xml" })
    }

    @Test("S20: a reset of pending phones publishes every waiting phone and leaves the others alone")
    func pending() async throws {
        let site = try await TestSite.fixture()
        try await site.accept("branch-12")
        let waiting = ["SEP001122334455", "SEP001122334456", "SEP001122334458", "SEP001122334459"]
        #expect(try await site.send(ShowStatus()).pending == waiting)
        let listed = try await site.send(ListObjects(noun: .phone, pending: true)).objects
        #expect(listed.compactMap { $0.fields["name"]?.text } == waiting)
        let report = try await site.send(Reset(scope: .pending))
        #expect(report.published == waiting)
        #expect(report.unchanged == 8)
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
    }

    @Test("A02: a reset that changes no byte makes no revision")
    func unchanged() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ShowStatus()).revision
        let report = try await site.send(Reset(scope: .all))
        #expect(report.revision == nil)
        #expect(report.published.isEmpty)
        #expect(report.unchanged == 12)
        #expect(try await site.send(ShowStatus()).revision == before)
    }

    @Test("S21: until a pool names the reference, no phone gets it")
    func poolEnablesReference() async throws {
        let site = try await TestSite.fixture()
        let hq = "SEP00112233445B.cnf.xml"
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        #expect(site.served(hq)?.element("srstOption") == "Disable")
        #expect(site.served(hq)?.element("srstCertificate") == nil)
        let text = try TestSite.fixtureText.replacing("    srst: disable", with: "    srst: branch-12")
        _ = try await site.send(ApplySite(text: text))
        _ = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(site.served(hq)?.element("srstOption") == "Enable")
        #expect(site.served(hq)?.element("srstCertificate") != nil)
    }

    @Test("S08: back to mixed restores the former files byte for byte")
    func backToMixed() async throws {
        let site = try await TestSite.secureFixture()
        let secure = site.everyFile()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(Reset(scope: .all))
        #expect(site.everyFile() != secure)
        for file in site.everyFile().values where file.element("deviceSecurityMode") != nil {
            #expect(file.element("deviceSecurityMode") == "1")
            #expect(file.element("isSecure") == "false")
            #expect(file.element("srstCertificate") == nil)
        }
        let reference = try await site.send(ShowObject(noun: .srst, name: "branch-12"))
        #expect(reference.fields["secure"]?.text == "true")
        #expect(reference.details["certificate"]?["state"]?.text == "valid")
        _ = try await site.send(SetClusterMode(mode: "mixed"))
        _ = try await site.send(Reset(scope: .all))
        #expect(site.everyFile() == secure)
    }

    @Test("P04: a transfer that has begun keeps its bytes whatever is published meanwhile")
    func contentIsASnapshot() async throws {
        let site = try await TestSite.fixture()
        guard case .found(let content) = site.catalog.find(Array(phone.utf8).span) else {
            Issue.record("not published")
            return
        }
        let before = content.bytes
        try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334455"))
        #expect(content.bytes == before)
        #expect(content.position?.revision == 1)
    }

    @Test("T01: the same saved state and as-of second give the same bytes in every store")
    func sameBytesEverywhere() async throws {
        let first = try await TestSite.secureFixture()
        let second = try await TestSite()
        second.clock.second = TestSite.start + 86_400
        // Another order of events, another history.
        _ = try await second.send(ApplySite(text: TestPhones.alone))
        _ = try await second.send(ApplySite(text: TestSite.fixtureText))
        try await second.accept("branch-12", "branch-12-renewed")
        _ = try await second.send(Reset(scope: .all))
        try await second.accept("branch-12")
        _ = try await second.send(Reset(scope: .all, asOf: "2026-06-01T00:00:00Z"))
        #expect(first.everyFile() == second.everyFile())
    }

    @Test("A reset of something that never was is refused, with the nearest name")
    func unknownObject() async throws {
        let site = try await TestSite.fixture()
        let report = try await site.refusal(Reset(scope: .srst, name: "branch-21"))
        #expect(report.error.kind == .notFound)
        #expect(report.error.hint == "Did you mean branch-12?")
    }
}
