import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A03: slips of the hand are told", .timeLimit(.patience))
struct SlipTests {
    @Test("2: an argument that is not UTF-8 is refused before anything is read")
    func notUTF8() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        for (program, words) in [
            (Programs.cnfctl, "phone update SEP001122334455 --description"),
            (Programs.cnfsim, "phone SEP001122334455 --server"),
        ] {
            let shell = "exec '\(program)' \(words) \"$(printf 'caf\\351')\""
            let result = try await Command.run("/bin/sh", ["-c", shell], environment: ["CNFD_SOCKET": daemon.socket])
            #expect(result.code == 2, "\(result)")
            #expect(result.errorLines.count == 1 && result.error.contains("is not UTF-8"), "\(result.error)")
        }
        #expect(try await daemon.export() == before)
    }

    @Test(
        "6: an empty site file is refused; one that says that there is nothing is not",
        arguments: ["", "\n# nothing\n", "---\n"]
    )
    func emptySite(_ text: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let path = try daemon.directory.write(text, to: "empty.yaml")
        for command in [
            ["apply", "-f", path], ["plan", "-f", path],
            ["apply", "-f", path, "--prune", "--confirm", "empty.yaml", "--yes"],
        ] {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 6, "\(command)")
            #expect(result.error.hasPrefix("cnfctl: file \(path): The file is empty. "), "\(result.error)")
        }
        let piped = try await daemon.cnfctl("apply", "-f", "-")
        #expect(piped.code == 6 && piped.error.contains("standard input: The file is empty."))
        #expect(try await daemon.export() == before)
        #expect(try await daemon.apply("{}\n").code == 0)
    }

    @Test("Filters that cannot match are refused; a pattern that matches nothing is told")
    func filters() async throws {
        let daemon = try await RunningDaemon.withSite()
        let noun = try await daemon.cnfctl("audit", "list", "--object", "nope")
        #expect(noun.code == 2 && noun.error.contains("device-pool"), "\(noun.error)")
        for object in ["phone", "SRST branch-12", "all phones", "new phones", "capf", "revision 1"] {
            #expect(try await daemon.cnfctl("audit", "list", "--object", object).code == 0, "\(object)")
        }
        for command in [
            ["phone", "list", "SEP0011223344ZZ"], ["phone", "list", "SEP0011223344FF"],
            ["srst", "list", "branch-12", "brnch-20"],
        ] {
            let result = try await daemon.cnfctl(command)
            #expect(result.code == 3 && result.output.isEmpty && result.errorLines.count == 1, "\(result)")
        }
        let spelt = try await daemon.done("phone", "list", "00:11:22:33:44:55", "--output", "name")
        #expect(spelt.output == "SEP001122334455\n")
        let none = try await daemon.done("phone", "list", "SEP9*", "--where", "protocol=sip")
        #expect(none.output.isEmpty && none.error == "No phone matches SEP9*, protocol=sip.\n")
        #expect(try await daemon.done("phone", "list", "SEP9*", "--json").error.isEmpty)
    }

    @Test("YAML has the keys of JSON, those without a value included")
    func sameTree() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done(
            "phone",
            "add",
            "SEP0011223344F0",
            "--protocol",
            "sip",
            "--model",
            "8841",
            "--device-pool",
            "HQ",
            "--security-profile",
            "sip-plain",
            "--lines",
            "1009"
        )
        try await daemon.done("phone", "delete", "SEP0011223344F0", "--yes")
        let json = try await daemon.done("audit", "list", "--json", "--limit", "5").output
        let yaml = try await daemon.done("audit", "list", "--output", "yaml", "--limit", "5").output
        #expect(json.components(of: " : null") == yaml.components(of: ": null"))
        #expect(json.contains(" : null"))
        let none = try await daemon.done("reset", "--srst", "branch-12", "--async", "--output", "yaml").output
        #expect(none == "operation: null\n")
        // So has a site file, for there a key that is absent keeps what is saved.
        #expect(try await daemon.export().contains("load: null\n"))
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
