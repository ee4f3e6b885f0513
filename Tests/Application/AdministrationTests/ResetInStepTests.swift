import AdminAPI
import Documents
import Platform
import Store
import TestSupport
import Testing

@Suite("S15, S18, S20: a change and its reset in one step")
struct ResetInStepTests {
    @Test("S18: removing security and resetting takes the certificate out of database and files together")
    func removingSecurity() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": false], reset: true, confirm: true)
        )
        #expect(report.reset?.published.count == 6 && report.pending == 0)
        let reminder = try #require(report.messages.first { $0.code == "disable-credential-service" })
        #expect(reminder.text.contains("Disable the credential service on the gateway"))
        #expect(!reminder.text.contains("cnfctl reset"))
        #expect(site.everyFile().values.allSatisfy { $0.element("srstCertificate") == nil })
        let actions = try await site.audit().suffix(2).map { "\($0.entry.action) \($0.entry.object)" }
        #expect(actions == ["update srst branch-12", "reset srst branch-12"])
    }

    @Test("S15: deleting, detaching and resetting leaves no pool, file or certificate behind")
    func deleting() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true, reset: true))
        #expect(report.reset?.published.count == 6)
        #expect(report.messages.map(\.code) == ["pools-detached", "disable-credential-service"])
        #expect(site.everyFile().values.allSatisfy { $0.element("srstCertificate") == nil })
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
    }

    @Test("A reset that would lose certificates to their expiry undoes the whole step")
    func expiry() async throws {
        let site = try await TestSite.secureFixture()
        // After the end of the fixture's certificate, 2045.
        site.clock.second = 2_400_000_000
        let before = try await site.send(ExportSite()).text
        let served = site.everyFile()
        let update = UpdateObject(
            noun: .srst,
            name: "branch-12",
            fields: ["certificate-provider-port": "3000"],
            reset: true
        )
        let refused = try await site.refusal(update)
        #expect(refused.error.code == "certificate-would-be-lost")
        #expect(refused.error.hint?.contains("cnfctl reset --srst branch-12 --confirm") == true)
        #expect(try await site.send(ExportSite()).text == before)
        #expect(site.everyFile() == served)
    }

    @Test("The plan of such a step names the phones and publishes nothing")
    func plan() async throws {
        let site = try await TestSite.secureFixture()
        let served = site.everyFile()
        let before = try await site.send(ShowObject(noun: .srst, name: "branch-12")).version
        let plan = DeleteObject(noun: .srst, name: "branch-12", detach: true, reset: true, plan: true)
        #expect(try await site.send(plan).reset?.published.count == 6)
        #expect(site.everyFile() == served)
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-12")).version == before)
    }

    @Test("What has no dependents of its own is not reset in the same step")
    func noScope() async throws {
        let site = try await TestSite.fixture()
        let update = UpdateObject(noun: .cluster, fields: ["services.idle": "http://192.0.2.1/"], reset: true)
        #expect(try await site.refusal(update).error.code == "no-reset-scope")
        let without = UpdateObject(noun: .cluster, fields: ["services.idle": "http://192.0.2.1/"])
        #expect(try await site.send(without).pending == 12)
    }

    @Test("S16: a copy of a secure reference has no certificate, and says that one must be obtained")
    func copies() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(CopyObject(noun: .srst, name: "branch-12", newName: "branch-13"))
        #expect(report.messages.map(\.code) == ["update-certificate"])
        let copy = try await site.send(ShowObject(noun: .srst, name: "branch-13"))
        #expect(copy.fields["secure"]?.text == "true")
        #expect(copy.details["certificate"]?.content == .null)
    }
}
