import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Phones")
struct PhoneTests {
    @Test("A07: a phone is named by its address in any spelling")
    func name() throws {
        let phone = try Phone.example(["name": "0011.2233.4455"])
        #expect(phone.name.description == "SEP001122334455" && phone.label == "phone SEP001122334455")
    }

    @Test("A03: every fault of a phone is reported together, each with the phone, the field, the reason and the remedy")
    func together() {
        let problems = Phone.problems([
            "protocol": "h323", "model": "8842", "load": "../x", "device-pool": "", "security-profile": nil,
            "lines": [["label": "no number"], ["number": "1", "maximum-calls": 0]], "ssh-password": "********",
            "settings": ["bad name": "x"], "modle": "8841",
        ])
        #expect(
            problems.map(\.field) == [
                "protocol", "model", "load", "device-pool", "security-profile", "lines[1].number",
                "lines[2].maximum-calls", "ssh-password", "settings.bad name", "modle",
            ]
        )
        #expect(problems.allSatisfy { $0.object == "phone SEP001122334455" && !$0.message.isEmpty && $0.hint != nil })
        #expect(problems.last?.hint?.hasPrefix("Did you mean \"model\"?") == true)
    }

    @Test("A phone without a right name is called by its noun")
    func unnamed() {
        #expect(Phone.problems(["name": "SEP12"]).map(\.object) == ["phone"])
        #expect(Phone.problems(["name": nil]).map(\.code) == ["missing-field"])
    }

    @Test("An SCCP phone has no lines in its file")
    func sccpLines() throws {
        let problems = Phone.problems(["protocol": "sccp", "lines": [["number": "100"]]])
        #expect(problems.map(\.field) == ["lines"])
        #expect(problems.first?.hint == "Remove them, or set the protocol to sip.")
        #expect(try Phone.example(["protocol": "sccp", "lines": []]).lines.isEmpty)
    }

    @Test("A phone has at most 200 lines")
    func lines() throws {
        let lines = [Document](repeating: ["number": "1"], count: 200)
        #expect(try Phone.example(["lines": .list(lines)]).lines.count == 200)
        #expect(Phone.problems(["lines": .list(lines + [["number": "1"]])]).map(\.message) == ["There are 201 lines."])
    }

    @Test("What is secret of a phone is marked as secret")
    func secrets() throws {
        let phone = try Phone.example([
            "ssh-password": "s-one", "phone-password": "s-two",
            "lines": [["number": "1", "authentication-password": "s-three"]],
            "settings": ["adminPassword": "s-four", "webAccess": "0"],
        ])
        let masked = "\(phone.document.masked)"
        let described = "\(phone)"
        for secret in ["s-one", "s-two", "s-three", "s-four"] {
            #expect(!masked.contains("\"\(secret)\""))
            #expect(!described.contains(secret))
        }
        #expect(phone.document["settings"]?["webAccess"] == "0")
    }
}

@Suite("Lines")
struct LineTests {
    private func problems(_ line: Document) -> [Problem] { Phone.problems(["lines": [line]]) }

    @Test("A line needs a number only: four calls, busy from the second on")
    func defaults() throws {
        let line = try #require(try Phone.example(["lines": [["number": "100"]]]).lines.first)
        #expect(line.number.text == "100" && line.maximumCalls == 4 && line.busyTrigger == 2)
        #expect(line.authenticationPassword == .empty && line.label.text.isEmpty)
    }

    @Test("An empty number is none")
    func number() {
        #expect(
            problems(["number": ""]).map(\.description) == [
                "phone SEP001122334455, field \"lines[1].number\": The number is empty. Give the line's number."
            ]
        )
    }

    @Test(
        "The busy trigger is from 1 up to the calls, which are 1 to 200",
        arguments: [
            (1, 1, nil), (200, 200, nil), (4, 1, nil), (0, 1, "maximum-calls"), (201, 1, "maximum-calls"),
            (-1, -1, "maximum-calls"), (4, 5, "busy-trigger"), (4, 0, "busy-trigger"), (.min, .max, "maximum-calls"),
        ] as [(Int, Int, String?)]
    )
    func calls(_ calls: Int, _ trigger: Int, _ refused: String?) {
        let problems = problems(["number": "1", "maximum-calls": .integer(calls), "busy-trigger": .integer(trigger)])
        #expect(problems.map(\.field) == [refused].compactMap { $0.map { "lines[1]." + $0 } })
    }
}
