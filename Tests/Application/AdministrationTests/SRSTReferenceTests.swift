import AdminAPI
import Documents
import TestSupport
import Testing

@Suite struct SRSTReferenceTests {
    private let phone = "SEP001122334455.cnf.xml"

    @Test("S16: setting Is SRST Secure? answers that the certificate must now be obtained")
    func securing() async throws {
        let site = try await TestSite.fixture()
        let report = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"]))
        #expect(report.messages.map(\.code).contains("update-certificate"))
        #expect(report.messages.first?.text.contains("cnfctl srst certificate fetch branch-20") == true)
    }

    @Test("S16: a certificate is refused until the reference is saved as secure")
    func acceptNeedsSecure() async throws {
        let site = try await TestSite.fixture()
        let file = try TestSite.certificate("branch-12")
        let refused = try await site.refusal(AcceptSRSTCertificate(name: "branch-20", file: file))
        #expect(refused.error.code == "reference-non-secure")
        #expect(refused.error.hint?.contains("--secure true") == true)
    }

    @Test(
        "S17: a bad certificate provider port is refused word for word",
        arguments: ["abc", "1023", "49152", "24 45"]
    )
    func badPort(port: String) async throws {
        let site = try await TestSite.fixture()
        let update = UpdateObject(noun: .srst, name: "branch-12", fields: ["certificate-provider-port": .string(port)])
        let refused = try await site.refusal(update)
        #expect(refused.error.message == "Port Numbers can only contain digits.")
        #expect(refused.error.hint == "Give a number from 1024 to 49151.")
        #expect(refused.error.object == "srst branch-12")
        #expect(refused.error.field == "certificate-provider-port")
    }

    @Test("S14: updating a reference never updates its certificate")
    func updateKeepsCertificate() async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["certificate-provider-port": "3000"])
        )
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-12")).details == before)
    }

    @Test("S18: removing security removes the certificate, and from the files by the dependents' reset")
    func removingSecurity() async throws {
        let site = try await TestSite.secureFixture()
        let before = site.everyFile()
        #expect(site.served(phone)?.element("srstCertificate") != nil)
        let report = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "false"], confirm: true)
        )
        let reminder = try #require(report.messages.first { $0.code == "disable-credential-service" })
        #expect(reminder.text.contains("Disable the credential service on the gateway"))
        let details = try await site.send(ShowObject(noun: .srst, name: "branch-12")).details
        #expect(details["certificate"]?.content == .null)
        #expect(site.everyFile() == before)
        // The protected phones lose the certificate; isSecure becomes false for all six of the pool.
        let reset = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(reset.published.count == 6)
        #expect(site.everyFile().values.allSatisfy { $0.element("srstCertificate") == nil })
        // Secured again, the certificate must be obtained again.
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "true"]))
        let missing = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(missing.carryingCertificate == 0)
        #expect(missing.messages.map(\.code) == ["no-certificate"])
    }

    @Test("S18 S20: a reset by the reference's name reaches phones that only their published file ties to it")
    func publishedDependents() async throws {
        let site = try await TestSite.secureFixture()
        let text = try TestSite.fixtureText.replacing("srst: branch-12", with: "srst: disable")
            .replacing("- name: branch-12\n    secure: true", with: "- name: branch-12\n    secure: false")
        _ = try await site.send(ApplySite(text: text, confirm: true))
        #expect(site.served(phone)?.element("srstCertificate") != nil)
        let reset = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(reset.published.count == 6)
        #expect(site.served(phone)?.element("srstCertificate") == nil)
        #expect(site.served(phone)?.element("srstOption") == "Disable")
    }

    @Test("S15: a reference that pools name is not deleted; the pools are listed")
    func deleteInUse() async throws {
        let site = try await TestSite.secureFixture()
        let refused = try await site.refusal(DeleteObject(noun: .srst, name: "branch-12"))
        #expect(refused.error.kind == .conflict)
        #expect(refused.error.message.contains("Branch-12"))
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-12")).details["certificate"]?["state"] != nil)
    }

    @Test("S15: a deletion removes the certificate from the database, and by the reset from the files")
    func delete() async throws {
        let site = try await TestSite.secureFixture()
        let before = site.everyFile()
        let report = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true))
        #expect(report.messages.contains { $0.code == "disable-credential-service" })
        #expect(report.pending == 6)
        #expect(site.everyFile() == before)
        #expect(try await site.refusal(ShowObject(noun: .srst, name: "branch-12")).error.kind == .notFound)
        let pool = try await site.send(ShowObject(noun: .devicePool, name: "Branch-12"))
        #expect(pool.fields["srst"]?.text == "disable")
        // The saved state no longer knows the name, the published files do.
        let reset = try await site.send(Reset(scope: .srst, name: "branch-12"))
        #expect(reset.published.count == 6)
        #expect(site.everyFile().values.allSatisfy { $0.element("srstCertificate") == nil })
    }

    @Test("S15: reset of pending phones also carries a deletion out")
    func deleteThenPending() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true))
        #expect(try await site.send(Reset(scope: .pending)).published.count == 6)
        #expect(site.everyFile().values.allSatisfy { $0.element("srstCertificate") == nil })
    }

    @Test("A change of a version that is no longer the saved one is refused")
    func conditionalUpdate() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "true"], version: 1))
        let stale = UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": "false"], version: 1)
        #expect(try await site.refusal(stale).error.kind == .conflict)
        #expect(try await site.send(ShowObject(noun: .srst, name: "branch-20")).fields["secure"]?.text == "true")
    }

    @Test("S15: a deleted reference that never had a certificate asks for nothing on the gateway; one that had does")
    func deletedWithoutCertificate() async throws {
        let site = try await TestSite.fixture()
        func delete() async throws -> [String] {
            try await site.send(DeleteObject(noun: .srst, name: "branch-12", detach: true, plan: true)).messages.map(
                \.code
            )
        }
        #expect(try await delete().contains("disable-credential-service") == false)
        try await site.accept("branch-12")
        #expect(try await delete().contains("disable-credential-service"))
        // It is gone, and the gateway's service was of use until now.
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": false], confirm: true))
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": true]))
        #expect(try await delete().contains("disable-credential-service"))
    }
}
