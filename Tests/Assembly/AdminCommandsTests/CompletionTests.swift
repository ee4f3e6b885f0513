import AdminAPI
import Testing

@testable import AdminCommands

@Suite("A05: what a shell completes, by the grammar alone")
struct CompletionTests {
    @Test("Nouns, verbs and verbs of a part")
    func commands() {
        #expect(CompletionRequest(["sr"]).words == ["srst"])
        #expect(CompletionRequest(["srst", "rem"]).words == ["remove-security"])
        #expect(CompletionRequest(["srst", "certificate", "fe"]).words == ["fetch"])
        #expect(!CompletionRequest([""]).words.contains("complete"))
        #expect(CompletionRequest(["edit", "sec"]).words == ["security-profile"])
        #expect(CompletionRequest(["--socket", "srst", "dev"]).words == ["device-pool"])
    }

    @Test(
        "Names of objects, where one is meant",
        arguments: [
            (["srst", "show", "br"], ObjectNoun.srst), (["phone", "delete", ""], .phone),
            (["file", "explain", "SEP"], .phone), (["srst", "certificate", "fetch", ""], .srst),
            (["phone", "list", "a", ""], .phone), (["device-pool", "update", ""], .devicePool),
            (["doctor", "SEP"], .phone), (["phone", "replace", "SEP"], .phone), (["edit", "srst", ""], .srst),
            (["edit", "device-pool", "HQ", "B"], .devicePool), (["reset", "--srst", ""], .srst),
            (["phone", "add", "SEP1", "--device-pool", ""], .devicePool),
            (["phone", "update", "SEP1", "--security-profile", "s"], .securityProfile),
            (["cluster", "update", "--default-call-manager-group", ""], .callManagerGroup),
        ] as [([String], ObjectNoun)]
    )
    func names(_ words: [String], _ noun: ObjectNoun) {
        let request = CompletionRequest(words)
        #expect(request.noun == noun)
        #expect(request.prefix == words.last)
    }

    @Test(
        "No names where a new one is typed",
        arguments: [["srst", "add", ""], ["srst", "rename", "a", ""], ["srst", "copy", "a", ""], ["status", ""]]
    )
    func noNames(_ words: [String]) { #expect(CompletionRequest(words).noun == nil) }

    @Test("Options, and the fields of an object as options")
    func options() {
        #expect(CompletionRequest(["status", "--js"]).words == ["--json"])
        #expect(CompletionRequest(["srst", "update", "branch-12", "--sec"]).words == ["--secure"])
        #expect(CompletionRequest(["phone", "add", "--device"]).words == ["--device-pool"])
        #expect(CompletionRequest(["srst", "add", "a", "--secure", ""]).words == ["true", "false"])
        #expect(
            CompletionRequest(["srst", "update", "a", "--unset", "certificate"]).words == ["certificate-provider-port"]
        )
        #expect(CompletionRequest(["cluster", "set-mode", "m"]).words == ["mixed"])
        #expect(CompletionRequest(["srst", "show", "--", "--js"]).words.isEmpty)
    }

    @Test("Files")
    func files() {
        #expect(CompletionRequest(["apply", "-f", "si"]).takesFiles)
        #expect(CompletionRequest(["capf", "set", "--from-file", ""]).takesFiles)
        #expect(CompletionRequest(["phone", "certificate", "import", ""]).takesFiles)
        #expect(!CompletionRequest(["srst", "show", ""]).takesFiles)
    }
}
