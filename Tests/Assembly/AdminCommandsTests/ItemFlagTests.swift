import ArgumentParser
import ClusterModel
import Documents
import TestSupport
import Testing

@testable import AdminCommands

@Suite("A03: flags for the items of lists")
struct ItemFlagTests {
    private func fields(_ words: String...) throws -> Document {
        try FieldArguments(words, shape: Phone.shape, readsFiles: false).document
    }

    private func refusal(_ words: String...) -> String {
        do {
            _ = try FieldArguments(words, shape: Phone.shape, readsFiles: false)
            return ""
        } catch {
            return (error as? ValidationError)?.message ?? "\(error)"
        }
    }

    @Test("A whole list is one path, a field of a numbered item another, passwords by a file")
    func flags() throws {
        #expect(
            try fields("--lines", "1", "--lines", "number=2,label=b") == [
                "lines.*": [["number": "1"], ["number": "2", "label": "b"]]
            ]
        )
        #expect(
            try fields("--lines.2.label", "b", "--lines.1.label=a") == ["lines.2.label": "b", "lines.1.label": "a"]
        )
        #expect(try fields("--lines.1.authentication-password-file", "-") == ["lines.1.authentication-password": nil])
        let group = try FieldArguments(["--members.1.name", "x"], shape: CallManagerGroup.shape, readsFiles: false)
        #expect(group.document == ["members.1.name": "x"])
    }

    @Test("A slip is told with the right flag")
    func slips() {
        #expect(refusal("--lines.label", "x").contains("--lines.1.label"))
        #expect(refusal("--lines.0.label", "x").contains("--lines.1.label"))
        #expect(refusal("--lines.1", "x").contains("--lines.1."))
        #expect(refusal("--lines.2.lable", "x").contains("--lines.2.label"))
        #expect(
            refusal("--lines.2.authentication-password", "x").contains("--lines.2.authentication-password-file PATH")
        )
        #expect(
            refusal("--lines", "number=1,authentication-password=x").contains("--lines.1.authentication-password-file")
        )
        #expect(refusal("--lines.1.label", "x", "--lines.1.label", "y").contains("given twice"))
    }

    @Test("Help and completion know them")
    func help() {
        #expect(FieldHelp.text(Phone.shape, title: "").contains("--lines.N.label <value>"))
        #expect(FieldHelp.text(Phone.shape, title: "").contains("--lines.N.authentication-password-file <path>"))
        let completed = CompletionRequest(["phone", "update", "SEP001122334455", "--lines.1.la"]).words
        #expect(completed == ["--lines.1.label"])
        #expect(CompletionRequest(["phone", "undelete", ""]).isOfDeleted)
    }
}
