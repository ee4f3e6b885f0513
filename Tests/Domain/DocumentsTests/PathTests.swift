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

    @Test("list.2.field changes one field of an item, list.2 the item, and list.* keeps what its items do not name")
    func items() {
        let before: Document = ["lines": [["number": "1", "label": "a"], ["number": "2", "label": "b"]]]
        func changed(_ changes: Document) -> Document? { changes.expandingPaths(over: before)["lines"] }
        #expect(changed(["lines.2.label": "c"]) == [["number": "1", "label": "a"], ["number": "2", "label": "c"]])
        #expect(changed(["lines.1.label": nil]) == [["number": "1"], ["number": "2", "label": "b"]])
        #expect(changed(["lines.1": nil, "lines.2.label": "c"]) == [["number": "2", "label": "c"]])
        #expect(changed(["lines.3.number": "3"])?.values.count == 3)
        #expect(
            changed(["lines.*": [["number": "2"], ["number": "3"]]]) == [
                ["number": "2", "label": "b"], ["number": "3"],
            ]
        )
        #expect(changed(["lines.1.label": "x", "lines.*": [["number": "1"]]]) == [["number": "1", "label": "x"]])
        #expect(changed(["lines.*": [["number": "1"]], "lines.1.label": "x"]) == [["number": "1", "label": "x"]])
        #expect(changed(["lines": nil, "lines.*": [["number": "1"]]]) == [["number": "1"]])
        #expect(changed(["lines.1001.label": "x"])?.values.isEmpty == true)
        #expect(changed(["lines.0.label": "x"])?.values.isEmpty == true)
        #expect(
            (["m.*": [["address": "h"]]] as Document).expandingPaths(over: ["m": [["name": "n", "address": "h"]]])
                == ["m": [["name": "n", "address": "h"]]]
        )
    }

    @Test("Of items that look alike, the first keeps what the first had")
    func alike() {
        let before: Document = ["lines": [["number": "1", "label": "a"], ["number": "1", "label": "b"]]]
        let changes: Document = ["lines.*": [["number": "1"], ["number": "1"], ["number": "1"]]]
        #expect(
            changes.expandingPaths(over: before)["lines"]
                == [["number": "1", "label": "a"], ["number": "1", "label": "b"], ["number": "1"]]
        )
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
