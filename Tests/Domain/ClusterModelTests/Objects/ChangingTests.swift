import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Changing an object")
struct ChangingTests {
    private func phone() throws -> Phone {
        try .example([
            "description": "reception", "ssh-password": "hunter2",
            "lines": [
                ["number": "1", "authentication-password": "one"], ["number": "2", "authentication-password": "two"],
            ],
            "settings": ["adminPassword": "four", "webAccess": "0"],
        ])
    }

    @Test("Only the given fields change")
    func fields() throws {
        let before = try phone()
        let after = try before.changing(["description": "lobby"])
        #expect(after.description.text == "lobby")
        #expect(try after.changing(["description": "reception"]) == before)
    }

    @Test("Null takes a field's default back, and a needed field must stay")
    func null() throws {
        #expect(try phone().changing(["description": nil, "ssh-password": nil]).sshPassword == .empty)
        let refusal = #expect(throws: Problems.self) { try phone().changing(["model": nil]) }
        #expect(refusal?.all.map(\.code) == ["missing-field"])
    }

    @Test("A06: masks given back keep their secrets, wherever they stand")
    func masks() throws {
        let after = try phone().changing([
            "ssh-password": "********",
            "lines": [
                ["number": "1", "authentication-password": "********"],
                ["number": "9", "authentication-password": "new"],
            ],
            "settings": ["adminPassword": "********", "webAccess": "1"],
        ])
        #expect(after.sshPassword.revealed.text == "hunter2")
        #expect(after.lines.map(\.authenticationPassword.revealed.text) == ["one", "new"])
        #expect(after.settings["adminPassword"]?.text == "four" && after.settings["webAccess"]?.text == "1")
    }

    @Test("A06: a mask over no secret is refused")
    func noSecret() throws {
        let refusal = #expect(throws: Problems.self) {
            try phone().changing(["phone-password": "********", "settings": ["newPassword": "********"]])
        }
        #expect(refusal?.all.map(\.field) == ["phone-password", "settings.newPassword"])
        #expect(refusal?.all.map(\.code) == ["masked-secret", "masked-secret"])
    }

    @Test("A change is checked as if the object were read anew")
    func checked() throws {
        let refusal = #expect(throws: Problems.self) { try phone().changing(["protocol": "sccp", "modle": "x"]) }
        #expect(Set(refusal?.all.map(\.field) ?? []) == ["lines", "modle"])
        #expect(refusal?.all.first?.object == "phone SEP001122334455")
    }

    @Test("What is no group of fields changes nothing silently", arguments: ["x", 1, ["description"]] as [Document])
    func notFields(_ changes: Document) throws {
        let refusal = #expect(throws: Problems.self) { try phone().changing(changes) }
        #expect(refusal?.all.map(\.code) == ["wrong-type"])
        #expect(try phone().changing(nil) == phone())
    }
}
