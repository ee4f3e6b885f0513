import TestSupport
import Testing

@Suite("A05: completions ask the daemon for names", .timeLimit(.patience))
struct CompletionTests {
    @Test("Names of each noun, by what they begin with")
    func names() async throws {
        let daemon = try await RunningDaemon.withSite()
        let calls = [
            (["srst", "show", "branch-1"], "branch-12\n"), (["device-pool", "show", "branch-1"], "Branch-12\n"),
            (["phone", "show", "sep00112233445a"], "SEP00112233445A\n"), (["reset", "--srst", "none"], ""),
            (["phone", "update", "SEP001122334455", "--security-profile", "sip-pl"], "sip-plain\n"),
            (["srst", "add", "branch"], ""),
        ]
        for (words, names) in calls {
            let result = try await daemon.cnfctl(["complete", "--"] + words)
            #expect(result.code == 0)
            #expect(result.output == names, "\(words)")
            #expect(result.error.isEmpty)
        }
        let phones = try await daemon.cnfctl("complete", "--", "phone", "show", "SEP0011223344")
        #expect(phones.output.split(separator: "\n").map(String.init) == Fixture.phones)
    }

    @Test("Without a daemon the grammar is completed all the same, quietly")
    func noDaemon() async throws {
        let result = try await Command.run(
            Programs.cnfctl,
            ["complete", "--", "srst", "show", "br"],
            environment: ["CNFD_SOCKET": "/nonexistent/s"]
        )
        #expect(result.code == 0)
        #expect(result.output.isEmpty && result.error.isEmpty)
        let verbs = try await Command.run(Programs.cnfctl, ["complete", "--", "srst", "sh"])
        #expect(verbs.output == "show\n")
    }

    @Test("bash completes commands, names with spaces and fields")
    func bash() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("device-pool", "copy", "Branch-12", "Two words")
        let calls = [
            ("srst certificate fet", "fetch"), ("srst show branch-1", "branch-12"),
            ("device-pool show Tw", #"Two\ words"#), ("srst update branch-12 --sec", "--secure"),
        ]
        for (line, completed) in calls {
            let words = line.split(separator: " ")
            let script = """
                source <("$0" completions bash)
                COMP_WORDS=("$0" \(words.joined(separator: " "))); COMP_CWORD=\(words.count)
                _cnfctl && printf '%s\\n' "${COMPREPLY[@]}"
                """
            let result = try await Command.run(
                "/bin/bash",
                ["-c", script, Programs.cnfctl],
                environment: ["CNFD_SOCKET": daemon.socket]
            )
            #expect(result.output == completed + "\n", "\(line): \(result.error)")
        }
    }
}
