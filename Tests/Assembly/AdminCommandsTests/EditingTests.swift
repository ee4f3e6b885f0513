import AdminAPI
import Documents
import Testing

@testable import AdminCommands

@Suite("edit: what an edited text asks for")
struct EditingTests {
    private static let text = """
        srst-references:
        - name: branch-12
          sip:
          - address: 192.0.2.12

        """
    private static let versions = [ObjectVersion(noun: .srst, name: "branch-12", version: 3)]
    private static let editing = Editing(
        OpenSite.Response(text: text, versions: versions),
        isOfNamedObjects: true
    )

    private func problems(_ text: String, named: Bool = true) -> [Problem] {
        let editing = Editing(OpenSite.Response(text: Self.text, versions: Self.versions), isOfNamedObjects: named)
        do throws(ProblemReport) {
            _ = try editing.request(text)
            return []
        } catch {
            return error.all
        }
    }

    @Test("The same text, and an empty one, ask for nothing")
    func same() {
        #expect(!Self.editing.differs(Self.text))
        #expect(!Self.editing.differs(" \n\n"))
        #expect(Self.editing.differs(Self.text.replacing("12", with: "13")))
    }

    @Test("A change is applied only to what was read")
    func change() throws {
        let text = Self.text.replacing("192.0.2.12", with: "192.0.2.13")
        let request = try Self.editing.request(text)
        #expect(request.text == text && request.versions == Self.versions && !request.plan && !request.confirm)
    }

    @Test("What is left out or renamed is a fault, and so is another object where objects were named")
    func faults() {
        #expect(problems("srst-references: []\n").map(\.code) == ["left-out"])
        let renamed = Self.text.replacing("branch-12", with: "branch-13")
        #expect(problems(renamed).map(\.code) == ["left-out", "not-opened"])
        let added = Self.text + "- name: branch-13\n  sip:\n  - address: 192.0.2.13\n"
        #expect(problems(added).map(\.code) == ["not-opened"])
        #expect(problems(added, named: false).isEmpty)
    }

    @Test("What is no YAML is a fault with its line")
    func noYAML() {
        let found = problems(Self.text + "  - : [\n")
        #expect(found.count == 1 && found.first?.line != nil)
    }

    @Test("Faults stand on top of the file with their lines as they are there, and are no part of the text")
    func faultsOnTop() throws {
        let file = try EditedFile(Self.text)
        defer { file.remove() }
        #expect(try file.text() == Self.text)
        let fault = Problem(.validation, code: "x", "It is wrong.", object: "srst branch-12", line: 2)
        try file.write(Self.text, faults: [fault])
        #expect(try file.text() == Self.text)
        let lines = try InputFile.text(file.path).split(separator: "\n").map(String.init)
        #expect(lines[0] == "#! Nothing was applied:")
        #expect(lines[1] == "#! line 6: srst branch-12: It is wrong.")
        #expect(lines[5] == "- name: branch-12")
    }
}
