import Documents
import Foundation
import TestSupport
import Testing

@Suite("A06: secrets in documents")
struct SecretTests {
    private let document: Document = [
        "user": "admin", "password": .secret("hunter2"), "empty": .secret(""),
        "lines": [["number": "1", "password": .secret("one")], ["number": "2", "password": .secret("two")]],
    ]

    @Test("Masking replaces every secret, and an empty one by nothing")
    func masked() {
        #expect(
            document.masked == [
                "user": "admin", "password": "********", "empty": "",
                "lines": [["number": "1", "password": "********"], ["number": "2", "password": "********"]],
            ]
        )
        #expect(!document.masked.holdsSecret && document.holdsSecret)
        #expect(!(["empty": .secret("")] as Document).holdsSecret)
    }

    @Test("Revealing makes every secret plain text")
    func revealed() {
        #expect(document.revealed["password"] == "hunter2")
        #expect(document.revealed["lines"]?.values.map { $0["password"] } == ["one", "two"])
        #expect(!document.revealed.holdsSecret)
    }

    @Test("What was shown masked and is given back is what it was")
    func restored() {
        #expect(document.masked.restoringMasked(from: document).revealed == document.revealed)
    }

    @Test("A mask stays where no secret is behind it")
    func unrestored() {
        let mask = Document.string(Document.mask)
        #expect((["new": mask] as Document).restoringMasked(from: document) == ["new": mask])
        #expect((["empty": mask] as Document).restoringMasked(from: document) == ["empty": mask])
        #expect((["user": mask] as Document).restoringMasked(from: document) == ["user": mask])
        #expect(
            (["lines": [[:], [:], ["password": mask]]] as Document).restoringMasked(from: document)["lines"]?
                .values[2] == ["password": mask]
        )
    }

    @Test("What is new stays beside what is restored")
    func mixed() {
        let changes: Document = ["password": "new", "lines": [["password": "********"], ["password": "changed"]]]
        let restored = changes.restoringMasked(from: document)
        #expect(restored["password"] == "new")
        #expect(restored["lines"]?.values.map { $0["password"] } == [.secret("one"), "changed"])
    }

    @Test("Lines survive masking, revealing and restoring")
    func lines() {
        let here = Document(.mapping([.init("p", Document(.secret("x"), line: 2))]), line: 1)
        #expect(here.masked.line == 1 && here.masked["p"]?.line == 2)
        #expect(here.revealed["p"]?.line == 2)
        let mask = Document(.mapping([.init("p", Document(.string(Document.mask), line: 9))]), line: 8)
        #expect(mask.restoringMasked(from: here)["p"]?.line == 9)
    }

    @Test("No encoder ever sees a secret")
    func encoding() throws {
        let json = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
        #expect(!json.contains("hunter2") && !json.contains("one") && !json.contains("two"))
        #expect(json.contains(Document.mask))
    }
}
