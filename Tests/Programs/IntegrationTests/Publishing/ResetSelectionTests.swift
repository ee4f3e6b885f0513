import AdminAPI
import ClusterModel
import TestSupport
import Testing

@Suite("S20: a reset reaches exactly the phones it names", .timeLimit(.patience))
struct ResetSelectionTests {
    /// The fixture's phones by what they depend on, stated here by hand.
    private static let selections: [(arguments: [String], phones: [String])] = [
        (["--phone", "SEP00112233445C"], ["SEP00112233445C"]),
        (["--phone", "0011.2233.445C"], ["SEP00112233445C"]),
        (["--device-pool", "HQ"], ["SEP00112233445B", "SEP00112233445C"]),
        (["--device-pool", "Home offices"], ["SEP00112233445F", "SEP001122334460"]),
        (["--security-profile", "sip-plain"], ["SEP001122334457", "SEP00112233445C"]),
        (
            ["--security-profile", "sip-encrypted"],
            ["SEP001122334455", "SEP00112233445B", "SEP00112233445D"]
        ),
        (
            ["--srst", "branch-12"],
            [
                "SEP001122334455", "SEP001122334456", "SEP001122334457", "SEP001122334458", "SEP001122334459",
                "SEP00112233445A",
            ]
        ),
        (["--srst", "BRANCH-20"], ["SEP00112233445D", "SEP00112233445E"]),
        (["--srst", "札幌支店"], []),
        (["--pending"], Fixture.phones),
        (["--all"], Fixture.phones),
    ]

    @Test("S20: per phone, pool, profile, reference, all pending and all", arguments: selections.indices)
    func selection(_ index: Int) async throws {
        let (arguments, phones) = Self.selections[index]
        let daemon = try await RunningDaemon.withSite()
        // Every file has the addresses of the services.
        let site = try Files.text(Fixture.site).replacing("8080", with: "9090")
        #expect(try await daemon.apply(site).code == 0)
        let old = try daemon.served()

        let plan = try await daemon.cnfctl(["reset", "--plan", "--json"] + arguments)
        #expect(plan.code == (phones.isEmpty ? 0 : 1))
        #expect(try plan.json(ResetReport.self).published == phones)
        #expect(try daemon.served() == old)

        let result = try await daemon.cnfctl(["reset", "--yes", "--json"] + arguments)
        #expect(try result.json(ResetReport.self).published == phones)
        let new = try daemon.served()
        #expect(Fixture.phones.filter { new[$0] != old[$0] } == phones)
        #expect(try await daemon.status().pending == Fixture.phones.filter { !phones.contains($0) })

        let again = try await daemon.cnfctl(["reset", "--yes", "--json"] + arguments)
        #expect(try again.json(ResetReport.self).revision == nil)
        #expect(try daemon.served() == new)
    }

    @Test("S20: without a selection, or with two, nothing is reset")
    func noSelection() async throws {
        let daemon = try await RunningDaemon.withSite()
        let revision = try await daemon.status().revision
        #expect(try await daemon.cnfctl("reset", "--yes").code == 2)
        #expect(try await daemon.cnfctl("reset", "--yes", "--all", "--pending").code == 2)
        #expect(try await daemon.cnfctl("reset", "--yes", "--srst", "branch-21").code == 3)
        #expect(try await daemon.cnfctl("reset", "--yes", "--device-pool", "HO").code == 3)
        #expect(try await daemon.cnfctl("reset", "--yes", "--security-profile", "sip").code == 3)
        #expect(try await daemon.cnfctl("reset", "--yes", "--phone", "SEP0011223344FF").code == 3)
        #expect(try await daemon.status().revision == revision)
    }

    @Test("S21: until a device pool names the reference, no phone gets it")
    func poolEnablesReference() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let headOffice = ["SEP00112233445B", "SEP00112233445C"]
        #expect(try daemon.phonesWithCertificate(headOffice).isEmpty)

        let site = try Files.text(Fixture.site).replacing("    srst: disable", with: "    srst: branch-12")
        #expect(try await daemon.apply(site).code == 0)
        #expect(try daemon.phonesWithCertificate(headOffice).isEmpty)
        _ = try await daemon.reset("--srst", "branch-12")
        // The second of the two has a non-secure profile: it gets the reference, not the certificate.
        #expect(try daemon.phonesWithCertificate(headOffice) == ["SEP00112233445B"])
        let plain = String(decoding: try daemon.served("SEP00112233445C"), as: UTF8.self)
        #expect(plain.contains("<name>branch-12</name>"))

        // Dependents are also the phones whose served file has it: saved ∪ published.
        // The pool loses its SRST choice.
        #expect(try await daemon.apply(Files.text(Fixture.site), "--yes").code == 0)
        let report = try await daemon.reset("--srst", "branch-12")
        #expect(report.published == headOffice)
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
    }
}
