import Documents
import TestSupport
import Testing

@Suite("Reading fields")
struct FieldReaderTests {
    private let collector = ProblemCollector()

    private func reader(_ document: Document) -> FieldReader {
        FieldReader(document, object: "thing 1", collector: collector)
    }

    @Test("A field is read by its type; an absent or null one falls back to its default")
    func values() {
        var reader = reader(["text": "a", "count": 3, "flag": true, "digits": "12", "yes": "true", "none": nil])
        #expect(reader.required("text") == "a")
        #expect(reader.required("count") == 3)
        #expect(reader.required("flag") == true)
        #expect(reader.required("digits") == 12)
        #expect(reader.required("yes") == true)
        #expect(reader.optional("none", default: 7) == 7)
        #expect(reader.optional("absent", default: "x") == "x")
        #expect(reader.optional("absent", as: Int.self) == .some(nil))
        reader.finish()
        #expect(collector.problems.isEmpty)
    }

    @Test("A03: a missing field names object, field, reason and remedy")
    func missing() {
        var reader = reader(Document(.mapping([]), line: 4))
        #expect(reader.required("name", as: String.self) == nil)
        #expect(
            collector.problems == [
                Problem(
                    .validation,
                    code: "missing-field",
                    "This field is missing.",
                    object: "thing 1",
                    field: "name",
                    hint: "Add name: to it.",
                    line: 4
                )
            ]
        )
    }

    @Test("A required field that is null is missing")
    func null() {
        var reader = reader(["name": nil])
        #expect(reader.required("name", as: String.self) == nil)
        #expect(collector.problems.map(\.code) == ["missing-field"])
    }

    @Test(
        "A value of the wrong shape is refused with what stands there and what should",
        arguments: [
            ("text", "This is a list.", "Give a text."), ("count", "This is a text.", "Give a whole number."),
            ("flag", "\"maybe\" is neither true nor false.", "Write true or false."),
            ("list", "This is a group of fields.", "Give a list."),
        ]
    )
    func wrongType(_ field: String, _ message: String, _ hint: String) throws {
        var reader = reader(["text": [1], "count": "1.5", "flag": "maybe", "list": [:]])
        switch field {
        case "text": #expect(reader.required(field, as: String.self) == nil)
        case "count": #expect(reader.required(field, as: Int.self) == nil)
        case "flag": #expect(reader.required(field, as: Bool.self) == nil)
        default: #expect(reader.list(field, of: Int.self) == nil)
        }
        let problem = try #require(collector.problems.first)
        #expect(problem.code == "wrong-type" && problem.field == field)
        #expect(problem.message == message && problem.hint == hint)
    }

    @Test("All faults are reported, in the order in which they were asked for, each with its own line")
    func together() {
        var reader = reader(
            .mapping([
                Document.Entry("a", Document(.list([]), line: 2)), Document.Entry("b", Document(.string("x"), line: 3)),
                Document.Entry("odd", Document(.null, line: 5)),
            ])
        )
        _ = reader.required("a", as: String.self)
        _ = reader.optional("b", default: 1)
        _ = reader.required("c", as: String.self)
        reader.finish()
        #expect(collector.problems.map(\.field) == ["a", "b", "c", "odd"])
        #expect(collector.problems.map(\.line) == [2, 3, nil, 5])
        #expect(collector.problems.map(\.code) == ["wrong-type", "wrong-type", "missing-field", "unknown-key"])
    }

    @Test("An unknown field is refused with the nearest known one and all of them")
    func unknown() throws {
        var reader = reader(["device-pol": "HQ", "zzz": 1])
        _ = reader.optional("device-pool", default: "")
        _ = reader.optional("model", default: "")
        reader.finish()
        #expect(collector.problems.map(\.message) == ["There is no such field.", "There is no such field."])
        #expect(
            collector.problems.map(\.hint) == [
                "Did you mean \"device-pool\"? The fields are device-pool, model.",
                "The fields are device-pool, model.",
            ]
        )
    }

    @Test("Problems inside lists and groups name the whole path")
    func paths() {
        var reader = reader([
            "members": [["port": 1], ["port": "x", "odd": 1]], "capf": ["port": []], "tags": [1, []],
        ])
        let members: [Int]? = reader.objects("members") { $0.required("port") }
        let port: Int? = reader.group("capf", absent: 0) { $0.required("port") }
        let tags: [String]? = reader.list("tags")
        #expect(members == nil && port == nil && tags == nil)
        #expect(collector.problems.map(\.field) == ["members[2].port", "members[2].odd", "capf.port", "tags[2]"])
        #expect(collector.problems.allSatisfy { $0.object == "thing 1" })
    }

    @Test("Absent lists are empty and absent groups are what the caller says")
    func absent() {
        var reader = reader([:])
        #expect(reader.list("tags", of: String.self) == [])
        #expect(reader.objects("members") { (_: inout FieldReader) in 1 } == [])
        #expect(reader.group("capf", absent: 5) { (_: inout FieldReader) in 1 } == 5)
    }

    @Test("What is not a mapping is refused at once", arguments: ["a text", 5, true, ["a list"]] as [Document])
    func notMapping(_ document: Document) throws {
        _ = reader(document)
        let problem = try #require(collector.problems.first)
        #expect(problem.code == "wrong-type" && problem.field == nil && problem.object == "thing 1")
    }

    @Test("A refusal of the whole of a group names the group")
    func refusal() {
        var reader = reader(["settings": ["a": 1]])
        _ = reader.group("settings", absent: 0) { inner in
            _ = inner.everything()
            inner.refuse(InvalidValue("Too many.", remedy: "Give fewer."), field: nil)
            return nil
        }
        #expect(collector.problems.map(\.field) == ["settings"])
    }

    @Test("A problem reads as one line: place, reason, remedy")
    func description() {
        let problem = Problem(.validation, code: "x", "No.", object: "phone P", field: "model", hint: "Yes.", line: 12)
        #expect("\(problem)" == "line 12: phone P, field \"model\": No. Yes.")
        #expect("\(Problem(.usage, code: "x", "No."))" == "No.")
    }
}
