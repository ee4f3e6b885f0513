import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S06: what gateways are given to verify phones", .timeLimit(.patience))
struct TrustTests {
    private func path(_ name: String) -> String { Fixture.trust(name) }

    @Test("CAPF.der is served and exported as openssl reads it, and is replaced by a reset of all only")
    func capf() async throws {
        let daemon = try await RunningDaemon.withSite()
        #expect(try daemon.fetch("CAPF.der") == .error(code: 1, message: "File not found"))
        #expect(try await daemon.cnfctl("capf", "export").code == 3)
        let set = try await daemon.done("capf", "set", "--from-file", path("capf"))
        #expect(set.output.contains("CAPF.der published in revision"), "\(set.output)")
        guard case .file(let served) = try daemon.fetch("capf.der") else {
            Issue.record("there is no CAPF.der")
            return
        }
        let expected = try await Command.tool("openssl", "x509", "-in", path("capf"), "-outform", "der")
        #expect(served == expected.outputBytes)
        #expect(try await daemon.done("capf", "export", "--format", "der").outputBytes == served)

        try await daemon.done("capf", "set", "--from-file", path("capf-renewed"))
        try await daemon.restart()
        #expect(try daemon.fetch("CAPF.der") == .file(served))
        #expect(try await daemon.status().capfFilePending)
        #expect(try await daemon.reset("--pending").capfFile)
        let renewed = try await Command.tool("openssl", "x509", "-in", path("capf-renewed"), "-outform", "der")
        #expect(try daemon.fetch("CAPF.der") == .file(renewed.outputBytes))
    }

    @Test("The export verifies phones' certificates: openssl says so")
    func export() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("capf", "set", "--from-file", path("capf"))
        try await daemon.done("trust", "import", "--from-file", path("manufacturer"))
        try await daemon.done("phone", "certificate", "import", "--kind", "lsc", path("SEP001122334455"))
        let issuers = try daemon.directory.write(try await daemon.done("trust", "export").output, to: "issuers.pem")
        for name in ["SEP001122334455", "lsc-by-subject", "mic"] {
            try await Command.tool("openssl", "verify", "-CAfile", issuers, path(name))
        }
        let all = try await daemon.done("trust", "export", "--phones").output
        #expect(all.components(of: "BEGIN CERTIFICATE") == 3 && !all.contains("KEY"))
        let block = try await daemon.done("trust", "export", "--format", "ios").output
        #expect(block.components(of: "crypto pki trustpoint CNFD-") == 2)
        #expect(block.components(of: "-----END CERTIFICATE-----\nquit\n") == 2)
        #expect(block.contains("crypto pki authenticate CNFD-CAPF\n-----BEGIN CERTIFICATE-----\n"))
        #expect(try await daemon.cnfctl("trust", "export", "--phones", "--format", "ios").code == 2)
    }

    @Test("A directory is imported whole or not at all; certHash is what openssl and md5sum say")
    func directory() async throws {
        let daemon = try await RunningDaemon.withSite()
        let folder = try TemporaryDirectory()
        try folder.write(Files.text(path("SEP001122334455")), to: "SEP001122334455.pem")
        try folder.write(Files.text(path("lsc-by-subject")), to: "second.CRT")
        try folder.write("not a certificate", to: "notes.txt")
        try folder.write(Files.text(path("stranger")), to: "third.cer")
        let importing = ["phone", "certificate", "import", "--kind", "lsc", folder.path]
        let refused = try await daemon.cnfctl(importing)
        #expect(refused.code == 6 && refused.error.contains("third.cer"), "\(refused.error)")
        #expect(try await daemon.done("phone", "certificate", "list").output.isEmpty)
        try folder.write(Files.text(path("stranger")), to: "third.txt")
        try await Command.tool("rm", folder.path + "/third.cer")

        let plan = try await daemon.cnfctl(importing + ["--plan"])
        #expect(plan.code == 1 && plan.output.hasPrefix("2 would be added"), "\(plan.output)")
        let done = try await daemon.cnfctl(importing)
        #expect(done.code == 0 && done.error.contains("run cnfctl reset --pending"), "\(done.error)")
        #expect(String(decoding: try daemon.served("SEP001122334455"), as: UTF8.self).contains("<certHash></certHash>"))
        _ = try await daemon.reset("--pending")
        let der = daemon.directory.path + "/phone.der"
        try await Command.tool("openssl", "x509", "-in", path("SEP001122334455"), "-outform", "der", "-out", der)
        let sum = try await Command.tool("md5sum", der).output.prefix(32)
        #expect(
            String(decoding: try daemon.served("SEP001122334455"), as: UTF8.self).contains(
                "<certHash>\(sum)</certHash>"
            )
        )
    }

    @Test("A file with a private key is refused, and nothing of it is in the database or the log")
    func privateKey() async throws {
        let daemon = try await RunningDaemon.withSite()
        let key = daemon.directory.path + "/key.pem"
        try await Command.tool(
            "openssl",
            "genpkey",
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-out",
            key
        )
        let text = try Files.text(key)
        let both = try daemon.directory.write(Files.text(path("capf")) + text, to: "both.pem")
        let secret = try #require(text.split(separator: "\n").dropFirst().first)
        for command in [
            ["capf", "set", "--from-file", both], ["trust", "import", "--from-file", both],
            ["phone", "certificate", "import", "--kind", "lsc", "--phone", "SEP001122334455", both],
        ] {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 6 && result.error.contains("private key"), "\(result.error)")
            #expect(!result.error.contains(secret))
        }
        #expect(try await daemon.cnfctl("capf", "show").code == 3)
        #expect(!(try daemon.log().contains(secret)))
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
