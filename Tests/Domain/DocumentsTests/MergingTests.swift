import Documents
import TestSupport
import Testing

@Suite("Laying changes over a document")
struct MergingTests {
    @Test("Given fields replace, others stay, new ones are added")
    func fields() {
        let before: Document = ["a": 1, "b": 2, "c": ["x": 1]]
        #expect(before.merging(["b": 3, "d": 4]) == ["a": 1, "b": 3, "c": ["x": 1], "d": 4])
        #expect(before.merging([:]) == before)
    }

    @Test("A field set to null falls back to its default, which is to be absent")
    func null() {
        #expect((["a": 1, "b": 2] as Document).merging(["a": nil, "zzz": nil]) == ["b": 2])
    }

    @Test("A group is replaced whole, not merged")
    func shallow() {
        #expect((["c": ["x": 1, "y": 2]] as Document).merging(["c": ["x": 3]]) == ["c": ["x": 3]])
    }

    @Test("Fields keep their places, in whatever order the changes come")
    func order() {
        let before: Document = ["a": 1, "b": 2, "c": 3]
        #expect(before.merging(["b": 9, "a": 8]).entries.map(\.key) == ["a", "b", "c"])
        #expect(before.merging(["c": 9, "z": 0, "a": 8]).entries.map(\.key) == ["a", "b", "c", "z"])
        #expect(before.merging(["a": nil, "c": 7]).entries.map(\.key) == ["b", "c"])
    }

    @Test("Laid over another: absent keeps, null takes away, a group field by field, a list whole")
    func laying() {
        let before: Document = ["a": 1, "b": [1, 2], "c": ["x": 1, "y": ["z": 2]], "d": 4]
        let change: Document = ["a": nil, "b": [3], "c": ["y": ["w": 5, "z": nil], "v": nil], "e": 6, "f": nil]
        #expect(change.laid(over: before) == ["b": [3], "c": ["x": 1, "y": ["w": 5]], "d": 4, "e": 6])
        #expect((["c": nil] as Document).laid(over: before) == before.merging(["c": nil]))
        #expect((["c": [:]] as Document).laid(over: before) == before)
        // What is no group is no less refused where one stands.
        #expect((["c": 7] as Document).laid(over: before)["c"] == 7)
        #expect(([:] as Document).laid(over: before) == before)
    }
}
