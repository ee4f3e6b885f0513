import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Bringing the state to a file: what it does not name is deleted")
struct PruneTests {
    /// The fixture without its phones of the pool Branch-12, that pool and its reference.
    private static let small = """
        cluster: {security-mode: mixed, default-call-manager-group: tokyo}
        call-manager-groups:
          - {name: tokyo, members: [{address: 192.0.2.1}]}
        device-pools:
          - {name: HQ, call-manager-group: tokyo}
        security-profiles:
          - {name: sccp-plain, protocol: sccp}
        phones:
          - {name: SEP001122334460, protocol: sccp, model: '7942', device-pool: HQ, security-profile: sccp-plain}
        """

    @Test("A plan names what would be deleted, and unconfirmed nothing is; confirmed, exactly that is")
    func prune() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ExportSite(showSecrets: true)).text
        let plan = try await site.send(ApplySite(text: Self.small, plan: true, prune: true))
        #expect(plan.deleted.count { $0.hasPrefix("phone ") } == 11)
        #expect(plan.deleted.contains("srst branch-12") && plan.deleted.contains("device-pool Branch-12"))
        #expect(!plan.deleted.contains("phone SEP001122334460") && !plan.deleted.contains("device-pool HQ"))
        #expect(plan.withdrawn?.withdrawn.count == 11 && plan.withdrawn?.revision == nil)
        let refused = try await site.refusal(ApplySite(text: Self.small, confirm: true, prune: true))
        #expect(refused.error.kind == .unconfirmed && refused.error.code == "objects-would-be-deleted")
        #expect(refused.error.message.hasPrefix("This file does not name 11 phones, 3 device-pools"))
        #expect(try await site.send(ExportSite(showSecrets: true)).text == before)
        #expect(site.served("SEP001122334455.cnf.xml") != nil)
        let done = try await site.send(
            ApplySite(text: Self.small, confirm: true, prune: true, confirmDeletions: true)
        )
        #expect(done.deleted == plan.deleted && done.updated == plan.updated && done.created == plan.created)
        #expect(done.withdrawn?.revision != nil)
        #expect(site.served("SEP001122334455.cnf.xml") == nil)
        #expect(site.served("SEP001122334460.cnf.xml") != nil)
        #expect(done.messages.map(\.code).contains("disable-credential-service"))
        let again = try await site.send(ApplySite(text: Self.small, prune: true))
        #expect(again.deleted.isEmpty && again.created.isEmpty && again.updated.isEmpty)
        let audit = try await site.send(ListAudit(object: "phone SEP001122334455", limit: 1)).records
        #expect(audit.first?.action == "delete")
    }

    @Test("A file that is pruned may name only what it has itself")
    func dangling() async throws {
        let site = try await TestSite.fixture()
        let text = Self.small.replacing(
            "{name: HQ, call-manager-group: tokyo}",
            with: "{name: HQ, call-manager-group: tokyo, srst: branch-12}"
        )
        let refused = try await site.refusal(ApplySite(text: text, confirm: true, prune: true, confirmDeletions: true))
        #expect(refused.all.map(\.code) == ["dangling-reference"])
    }

    @Test("An export, applied with --prune, deletes nothing and is exported again as it was")
    func stable() async throws {
        let site = try await TestSite.secureFixture()
        let export = try await site.send(ExportSite())
        let report = try await site.send(
            ApplySite(text: export.text, prune: true, certificates: export.certificates)
        )
        #expect(report.deleted.isEmpty && report.updated.isEmpty && report.certificates.isEmpty)
        #expect(try await site.send(ExportSite()).text == export.text)
    }

    @Test("Certificates beside the file are accepted in an empty store: the same files and the same export")
    func certificates() async throws {
        let site = try await TestSite.secureFixture()
        let export = try await site.send(ExportSite(showSecrets: true))
        #expect(export.certificates.count == 1)
        #expect(export.text.contains("certificate: \(try #require(export.certificates.first).sha256)"))
        let copy = try await TestSite()
        let report = try await copy.send(ApplySite(text: export.text, certificates: export.certificates))
        #expect(report.certificates == ["srst branch-12"])
        #expect(!report.messages.map(\.code).contains("update-certificate"))
        #expect(copy.everyFile() == site.everyFile())
        #expect(try await copy.send(ExportSite(showSecrets: true)).text.withoutPosition == export.text.withoutPosition)
        let details = try await copy.send(ShowObject(noun: .srst, name: "branch-12")).details
        #expect(details["certificate"]?["trust"]?.text == "verified")
    }

    @Test("A certificate that is not the one it is named by is refused; one that is not there is told")
    func otherCertificate() async throws {
        let export = try await TestSite.secureFixture().send(ExportSite(showSecrets: true))
        let copy = try await TestSite()
        var wrong = try #require(export.certificates.first)
        wrong.pem = try TestSite.certificate("branch-12-renewed")
        let refused = try await copy.refusal(ApplySite(text: export.text, certificates: [wrong]))
        #expect(refused.error.kind == .trust && refused.error.code == "fingerprint-mismatch")
        #expect(try await copy.send(ListObjects(noun: .srst)).objects.isEmpty)
        let report = try await copy.send(ApplySite(text: export.text))
        #expect(report.messages.map(\.code).contains("certificate-not-beside"))
    }
}
