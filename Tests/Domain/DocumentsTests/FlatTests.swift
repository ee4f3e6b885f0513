import Documents
import TestSupport
import Testing

@Suite("Documents as the cells of a row")
struct FlatTests {
    private static let shape = FieldShape.reading { reader in
        let _: String? = reader.required("name")
        _ = reader.optional("note", default: "")
        _ = reader.optional("zone", default: "UTC")
        _ = reader.list("servers", of: String.self)
        _ = reader.objects("lines") { line -> Int? in
            let _: String? = line.required("number")
            _ = line.optional("label", default: "")
            return 0
        }
        _ = reader.group("settings", absent: 0) { group in
            _ = group.everything()
            return 0
        }
    }

    private static let whole: Document = [
        "name": "a", "note": "", "zone": "", "servers": ["x", ""],
        "lines": [["number": "1", "label": "L"], ["number": "2", "label": ""]], "settings": ["b.c": "", "A": "1"],
    ]

    private func columns(_ heads: String...) throws -> FlatColumns { try FlatColumns(heads, shape: Self.shape) }

    @Test("Heads are the paths of fields; an empty text is quoted only where it is not the default")
    func cells() throws {
        var header = FlatHeader(Self.shape)
        header.note(["name": "b", "lines": [["number": "9"]]])
        header.note(Self.whole)
        #expect(
            header.columns == [
                "name", "note", "zone", "servers.1", "servers.2", "lines.1.number", "lines.1.label", "lines.2.number",
                "lines.2.label", "settings.A", "settings.b.c",
            ]
        )
        let columns = try FlatColumns(header.columns, shape: Self.shape)
        let cells = columns.cells(of: Self.whole)
        #expect(cells == ["a", nil, "", "x", "", "1", "L", "2", nil, "1", ""])
        let back = try columns.document(cells, over: .mapping([]))
        #expect(back["servers"] == Self.whole["servers"])
        #expect(back["settings"]?["b.c"] == "")
        #expect(back["lines"]?.values.count == 2)
        #expect(back["note"] == nil)
    }

    @Test("A column that is not there leaves its field; an empty cell takes the field away")
    func over() throws {
        let changed = try columns("name", "zone", "lines.1.label").document(["a", nil, "New"], over: Self.whole)
        #expect(changed["zone"] == nil)
        #expect(changed["servers"] == Self.whole["servers"])
        #expect(changed["lines"] == [["number": "1", "label": "New"], ["number": "2", "label": ""]])
    }

    @Test("An item goes with all its cells, its needed one among them; one before others is a gap")
    func items() throws {
        let both = try columns("name", "lines.1.number", "lines.2.number", "lines.2.label")
        #expect(try both.document(["a", "1", nil, nil], over: Self.whole)["lines"]?.values.count == 1)
        #expect(throws: FlatGap(path: "lines", place: 1)) {
            try columns("name", "lines.1.number").document(["a", nil], over: Self.whole)
        }
        let label = try columns("name", "lines.2.label").document(["a", nil], over: Self.whole)
        #expect(label["lines"]?.values.count == 2)
    }

    @Test("Unknown columns and columns that stand twice are refused together, with the nearest head")
    func unknown() throws {
        let heads = ["name", "nmae", "name", "lines.0.label", "lines.1.lable", "settings", "settings.", "zone.x", ""]
        let problems = try #require(throws: Problems.self) { try FlatColumns(heads, shape: Self.shape) }.all
        #expect(problems.map(\.code) == ["unknown-column", "duplicate-column"])
        let named = ["nmae", "lines.0.label", "lines.1.lable", "settings", "settings."].map { "\"\($0)\"" }
        #expect(problems[0].message == "There are no such columns: \(named.joined(separator: ", ")) and 2 more.")
        #expect(problems[0].field == nil && problems[1].field == "name")
        #expect(problems[0].hint?.contains("\"name\" for \"nmae\"") == true)
        #expect(problems[0].hint?.contains("\"lines.1.label\" for \"lines.1.lable\"") == true)
        let leaf = try #require(throws: Problems.self) { try columns("name", "labl") }.all
        #expect(leaf.first?.hint?.hasPrefix("Did you mean \"lines.1.label\"?") == true)
        #expect(leaf.first?.field == "labl" && leaf.first?.message == "There is no such column.")
    }
}
