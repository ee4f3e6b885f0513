import ArgumentParser
import Testing

@testable import AdminCommands

@Suite("A05: one table in every format")
struct OutputTests {
    private static var table: Table {
        var table = Table(["NAME", "DESCRIPTION", "SRST"])
        table.add(["HQ", "Head office, Tokyo", "-"])
        table.add(["支店", "The \"old\" one", "branch-12"])
        return table
    }

    @Test("Columns are aligned, wide characters counted as two")
    func aligned() {
        let expected = """
            NAME  DESCRIPTION         SRST
            HQ    Head office, Tokyo  -
            支店  The "old" one       branch-12
            """
        #expect(Self.table.text == expected)
        #expect(Self.table.text(width: 80) == expected)
    }

    @Test("On a narrow terminal the widest cells are cut, the first column never")
    func narrow() {
        let text = Self.table.text(width: 26)
        #expect(
            text == """
                NAME  DESCRIPT…  SRST
                HQ    Head off…  -
                支店  The "old…  branch-12
                """
        )
        #expect(text.split(separator: "\n").allSatisfy { String($0).displayWidth <= 26 })
        let narrowest = Self.table.text(width: 1).split(separator: "\n").map { String($0).displayWidth }
        #expect(narrowest.max() == 4 + 2 + 4 + 2 + 4)
        #expect("電話機の説明".shortened(to: 6) == "電話…")
    }

    @Test("CSV quotes what must be quoted, and its heads are the keys of JSON")
    func csv() {
        #expect(
            Self.table.csv == """
                name,description,srst
                HQ,"Head office, Tokyo",
                支店,"The ""old"" one",branch-12
                """
        )
    }

    @Test("Names alone; none for a table without names")
    func names() {
        #expect(Self.table.names == "HQ\n支店")
        #expect(Table(["TIME"]).names == nil)
    }

    @Test("A table without rows is nothing for people, and its heads in CSV")
    func empty() {
        #expect(Table(["NAME", "SRST"]).text(width: 80).isEmpty)
        #expect(Table(["NAME", "SRST"]).csv == "name,srst")
    }

    @Test("--json and another --output contradict each other")
    func contradiction() {
        #expect(throws: (any Error).self) { try Cnfctl.parseAsRoot(["status", "--json", "--output", "yaml"]) }
        #expect(throws: Never.self) { try Cnfctl.parseAsRoot(["status", "--json", "--output", "json"]) }
    }
}
