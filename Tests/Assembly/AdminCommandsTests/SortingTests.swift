import Documents
import Testing

@testable import AdminCommands

@Suite("A05: the order of lists")
struct SortingTests {
    private static var table: Table {
        var table = Table(["NAME", "AS OF"])
        for row in [["b", "10"], ["C", "9"], ["a", "-"], ["d", "10"]] { table.add(row) }
        return table
    }

    @Test(
        "By a column, numbers by size, text without regard to case, nothing last, equal ones as they were",
        arguments: [
            ("name", [2, 0, 1, 3]), ("name:desc", [3, 1, 0, 2]), ("as-of", [1, 0, 3, 2]), ("as-of:desc", [0, 3, 1, 2]),
        ]
    )
    func order(_ text: String, _ places: [Int]) throws {
        #expect(try Self.table.order(Sorting(text)) == places)
    }

    @Test("The rows follow, the heads stay")
    func reordered() {
        #expect(Self.table.reordered([3, 2, 1, 0]).csv == "name,as-of\nd,10\na,\nC,9\nb,10")
    }

    @Test("A column that is not there is told with the nearest and all there are")
    func unknown() {
        let problem = #expect(throws: Problem.self) { _ = try Self.table.order(Sorting("nmae")) }
        #expect(problem?.kind == .usage)
        #expect(
            problem?.description == "field \"sort\": The list has no column \"nmae\". Did you mean name? "
                + "The columns are name, as-of."
        )
    }
}
