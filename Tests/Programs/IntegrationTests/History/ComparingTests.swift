import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("T02: comparing files through the daemon", .timeLimit(.patience))
struct ComparingTests {
    private static let reception = "SEP001122334455"

    @Test("T02: file diff exits 0 without a difference and 1 with one, whatever is compared")
    func diff() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let golden = try daemon.directory.write(
            String(decoding: try daemon.served(Self.reception), as: UTF8.self),
            to: "golden.xml"
        )
        let masked = try daemon.directory.write(
            try await daemon.done("file", "show", Self.reception, "--canonical").output,
            to: "masked.xml"
        )
        for same in [
            [], ["--golden", golden], ["--golden", masked], ["--revision", "2"], [Self.reception],
            ["--revision", "2", "--revision", "2", "--unified"], ["--golden", golden, "--saved"],
        ] {
            let result = try await daemon.cnfctl(["file", "diff", Self.reception] + same)
            #expect(result.code == 0 && result.output.isEmpty, "\(same): \(result.output)\(result.error)")
        }
        for different in [
            ["--revision", "1"], ["--revision", "1", "--revision", "2", "--unified"], ["SEP001122334456"],
            ["--golden", golden, "--revision", "1"],
        ] {
            for flags in [[], ["--json"], ["--ignore-version-stamp"]] {
                let result = try await daemon.cnfctl(["file", "diff", Self.reception] + different + flags)
                #expect(result.code == 1 && result.output.contains("srstCertificate") != different[0].hasPrefix("SEP"))
                #expect(Fixture.secrets(in: result.output).isEmpty)
            }
        }
        #expect(try await daemon.cnfctl("file", "diff", Self.reception, "--golden", "/nowhere").code == 2)
        let broken = try daemon.directory.write("<device>", to: "broken.xml")
        #expect(try await daemon.cnfctl("file", "diff", Self.reception, "--golden", broken).code == 6)
    }

    @Test("T02: file verify names the files of a directory that differ, are missing or extra")
    func verify() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let golden = Fixture.golden("mixed")
        let same = try await daemon.cnfctl("file", "verify", "--golden", golden, "--bytes")
        #expect(same.code == 0 && same.output == "13 same, 0 not\n")
        try await daemon.done("cluster", "set-mode", "non-secure", "--yes")
        #expect(try await daemon.cnfctl("file", "verify", "--golden", golden).code == 0)
        let saved = try await daemon.cnfctl("file", "verify", "--golden", golden, "--saved", "--ignore-version-stamp")
        #expect(saved.code == 1 && saved.output.contains("differs  \(Self.reception).cnf.xml"))
        #expect(
            try await daemon.cnfctl("file", "verify", "--golden", Fixture.golden("non-secure"), "--saved").code == 0
        )
        try await daemon.done("phone", "delete", Self.reception, "--yes")
        let missing = try await daemon.cnfctl("file", "verify", "--golden", golden)
        #expect(missing.code == 1 && missing.output.contains("missing  \(Self.reception).cnf.xml"))
        let one = TestPhone.yaml("SEP0011223344AA")
        #expect(try await daemon.apply(one).code == 0)
        let extra: FileVerificationReport = try await daemon.cnfctl("file", "verify", "--golden", golden, "--json")
            .json()
        #expect(
            extra.mismatches.map { "\($0.kind) \($0.file)" }.sorted() == [
                "extra SEP0011223344AA.cnf.xml", "missing \(Self.reception).cnf.xml",
            ]
        )
        #expect(try await daemon.cnfctl("file", "verify", "--golden", golden, "--revision", "2").code == 0)
        #expect(try await daemon.cnfctl("file", "verify", "--golden", "/nowhere").code == 2)
        #expect(try await daemon.cnfctl("file", "list", "--revision", "2").output.split(separator: "\n").count == 13)
    }

    private enum TestPhone {
        static func yaml(_ name: String) -> String {
            """
            phones:
              - {name: \(name), protocol: sip, model: "8841", device-pool: HQ, security-profile: sip-plain}
            """
        }
    }
}
