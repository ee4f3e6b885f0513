import Documents
import TestSupport
import Testing

@Suite("CSV as RFC 4180 has it")
struct CSVTests {
    private func rows(_ text: String) -> [CSVReader.Row] { rows(Array(text.utf8)) }

    private func rows(_ bytes: [UInt8]) -> [CSVReader.Row] {
        var reader = CSVReader(bytes)
        var rows: [CSVReader.Row] = []
        while let row = reader.next() { rows.append(row) }
        return rows
    }

    @Test(
        "Rows end with LF, CRLF or CR, the last one with nothing, and a byte order mark is skipped",
        arguments: ["a,b\nc,d\n", "a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d", "\u{FEFF}a,b\nc,d"]
    )
    func lineEnds(_ text: String) {
        #expect(rows(text).map(\.cells) == [["a", "b"], ["c", "d"]])
        var ends = CSVRowEnds()
        _ = ends.take(Array(text.utf8))
        #expect(ends.count + (ends.isInRow ? 1 : 0) == 2)
    }

    @Test("Quoted cells hold commas, quotes and line ends; the row's number is a spreadsheet's")
    func quoted() {
        let rows = rows("a\n\n\"x,\"\"y\"\"\r\nz\",\"\",\nlast\n")
        #expect(rows.map(\.cells) == [["a"], ["x,\"y\"\r\nz", "", nil], ["last"]])
        #expect(rows.map(\.number) == [1, 3, 4])
    }

    @Test("Empty cells are absent, quoted ones the empty text; an empty line is no row")
    func empty() {
        #expect(rows(",\n\"\"\n\n , \n").map(\.cells) == [[nil, nil], [""], [" ", " "]])
        #expect(rows("").isEmpty)
        #expect(rows("\n\r\n\r").isEmpty)
    }

    @Test("What is no CSV is a fault of its row; the next row is whole")
    func faults() {
        let rows = rows("a\"b,c\nok,1\n\"x\"y,z\nok,2\n\"open,\n")
        #expect(rows.map { $0.fault?.code } == ["invalid-csv", nil, "invalid-csv", nil, "open-quote"])
        #expect(rows[1].cells == ["ok", "1"])
        #expect(rows[3].cells == ["ok", "2"])
        let latin = self.rows([0x61, 0x2C, 0xE9, 0x0A, 0x62, 0x0A])
        #expect(latin.map { $0.fault?.code } == ["not-utf-8", nil])
    }

    @Test("Any cells survive, byte for byte", arguments: 1...50)
    func roundTrip(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let awkward = AwkwardText.all + ["a,b", "\"\"", "\r\n", "\n", "\r", "=1+1", "@x", ",", "\"\u{301}", "\u{FEFF}"]
        for _ in 0..<20 {
            let cells = (0...Int.random(in: 0...5, using: &random)).map { _ -> String? in
                random.oneIn(5) ? nil : random.pick(awkward) + (random.oneIn(2) ? random.pick(awkward) : "")
            }
            // A row of one empty cell cannot be told from an empty line.
            guard cells != [nil] else { continue }
            let text = "head\n" + CSVText.row(cells) + CSVText.row(["end"])
            let read = rows(text)
            #expect(read.count == 3)
            #expect(read[1].fault == nil)
            #expect(read[1].cells.map { $0.map { Array($0.utf8) } } == cells.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test("Any bytes are read to their end", arguments: 1...50)
    func hostile(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xEF, 0xBB, 0xBF, 0x00, 0xFF]
        for _ in 0..<50 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in random.pick(alphabet) }
            let rows = rows(bytes)
            #expect(rows.allSatisfy { !$0.cells.isEmpty })
            #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.number < $1.number })
        }
    }
}
