import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S07–S09: the cluster security mode", .timeLimit(.patience))
struct ClusterModeTests {
    @Test("S08: mixed to non-secure and back restores the former files byte for byte")
    func thereAndBack() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let secure = try daemon.served()
        let accepted = try await daemon.acceptedCertificate(of: "branch-12")

        let warned = try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        #expect(warned.error.contains("only after the gateway has been powered off"))
        #expect(try daemon.served() == secure)
        _ = try await daemon.reset("--all")
        for (phone, bytes) in try daemon.served() {
            let text = String(decoding: bytes, as: UTF8.self)
            // S07: whatever the profile says.
            #expect(text.contains("<deviceSecurityMode>1</deviceSecurityMode>"), "\(phone)")
            #expect(!text.contains("<srstCertificate>"), "\(phone)")
            #expect(!text.contains("<isSecure>true</isSecure>"), "\(phone)")
            #expect(!text.contains("<transportLayerProtocol>3</transportLayerProtocol>"), "\(phone)")
        }
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == accepted)
        let profile: ObjectReport = try await daemon.done("security-profile", "show", "sip-encrypted", "--json").json()
        #expect(profile.fields["device-security-mode"]?.text == "encrypted")
        let reference: ObjectReport = try await daemon.done("srst", "show", "branch-12", "--json").json()
        #expect(reference.fields["secure"]?.text == "true")

        try await daemon.restart()
        let mixed = try await daemon.done("cluster", "set-mode", "mixed", "--yes")
        #expect(mixed.error.contains("CTL"), "S22 warns: \(mixed.error)")
        _ = try await daemon.reset("--all")
        #expect(try daemon.served() == secure)
    }

    @Test("S09: the certificate is in exactly the files for which file explain says all four conditions hold")
    func conditions() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let reasons = [
            "SEP001122334457": "device-non-secure",
            "SEP00112233445B": "srst-disabled",
            "SEP00112233445D": "reference-non-secure",
            "SEP00112233445F": "srst-default-gateway",
        ]
        for phone in Fixture.phones {
            let report: FileExplanation = try await daemon.done("file", "explain", phone, "--json").json()
            let expected = Fixture.protectedPhones.contains(phone)
            #expect(report.carriesCertificate == expected, "\(phone)")
            #expect(report.servedWithCertificate == expected, "\(phone)")
            #expect(report.conditions.allSatisfy(\.holds) == expected, "\(phone)")
            if let reason = reasons[phone] {
                #expect(report.conditions.contains { $0.reason == reason }, "\(phone): \(report.conditions)")
            }
        }
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)

        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        let report: FileExplanation = try await daemon.done("file", "explain", Fixture.phones[0], "--json").json()
        #expect(!report.carriesCertificate)
        #expect(report.servedWithCertificate)
        #expect(report.conditions.contains { $0.reason == "cluster-non-secure" })
    }
}
