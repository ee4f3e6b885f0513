import Documents
import TestSupport
import Testing

@Suite("Paths into a document")
struct PathTests {
    @Test("group.field changes one field of the group that is there")
    func changing() {
        let before: Document = ["zone": ["name": "a", "servers": ["x"]], "other": 1]
        #expect(
            (["zone.name": "b"] as Document).expandingPaths(over: before) == ["zone": ["name": "b", "servers": ["x"]]]
        )
        #expect((["zone.name": nil] as Document).expandingPaths(over: before) == ["zone": ["servers": ["x"]]])
        #expect((["zone.a": 1, "zone.b": 2] as Document).expandingPaths(over: [:]) == ["zone": ["a": 1, "b": 2]])
        #expect(
            (["zone": ["c": 1], "zone.a": 2] as Document).expandingPaths(over: before) == ["zone": ["c": 1, "a": 2]]
        )
        #expect((["settings.a.b": 1] as Document).expandingPaths(over: [:]) == ["settings": ["a.b": 1]])
        #expect((["plain": 1] as Document).expandingPaths(over: before) == ["plain": 1])
    }

    @Test("The texts at a path are those of every item and of every field below it")
    func texts() {
        let document: Document = [
            "name": "n", "sip": [["address": "a", "port": 1], ["address": "b", "port": 2]], "empty": nil,
            "settings": ["x.y": "z"],
        ]
        #expect(document.texts(at: "name") == ["n"])
        #expect(document.texts(at: "sip.address") == ["a", "b"])
        #expect(document.texts(at: "sip") == ["a", "1", "b", "2"])
        #expect(document.texts(at: "settings.x.y") == ["z"])
        #expect(document.texts(at: "empty") == [""])
        #expect(document.texts(at: "nothing").isEmpty)
    }

    @Test("A06: the text of a secret is its mask")
    func secrets() {
        #expect((["p": .secret("x"), "q": .secret("")] as Document).texts(at: "p") == [Document.mask])
        #expect((["p": .secret("x"), "q": .secret("")] as Document).texts(at: "q") == [""])
    }
}
