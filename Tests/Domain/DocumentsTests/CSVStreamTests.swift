import Documents
import TestSupport
import Testing

@Suite("CSV that is read while it comes")
struct CSVStreamTests {
    private static func whole(_ text: [UInt8]) -> [CSVReader.Row] {
        var reader = CSVReader(text)
        var rows: [CSVReader.Row] = []
        while let row = reader.next() { rows.append(row) }
        return rows
    }

    private static func inPieces(_ text: [UInt8], _ length: () -> Int) throws -> [CSVReader.Row] {
        var pieces: [[UInt8]] = []
        var rest = text[...]
        while !rest.isEmpty {
            let count = length()
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        var next = pieces[...]
        var stream = CSVStream { next.popFirst() }
        var rows: [CSVReader.Row] = []
        while let row = try stream.next() { rows.append(row) }
        return rows
    }

    private static func isSame(_ left: [CSVReader.Row], _ right: [CSVReader.Row]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy {
                $0.number == $1.number && $0.fault == $1.fault && ($0.fault != nil || $0.cells == $1.cells)
            }
    }

    @Test("Wherever it is cut, it has the same rows as in one piece, faults and numbers included", arguments: 1...20)
    func anyCut(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("a\"\",\n\r\u{FEFF}é".utf8)
        for _ in 0..<500 {
            let length = Int.random(in: 0...40, using: &random)
            let text = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let whole = Self.whole(text)
            let cut = try Self.inPieces(text) { Int.random(in: 1...5, using: &random) }
            #expect(Self.isSame(whole, cut), "\(String(decoding: text, as: UTF8.self).debugDescription)")
        }
    }

    @Test("A byte order mark before a quoted head that has a line end")
    func mark() throws {
        let text = Array("\u{FEFF}\"a\nb\",c\n1,2\n".utf8)
        let rows = try Self.inPieces(text) { 1 }
        #expect(rows.map(\.cells) == [["a\nb", "c"], ["1", "2"]])
    }

    @Test("A quote that is never closed is refused before all of a sheet is held")
    func endless() throws {
        var given = 0
        var stream = CSVStream {
            given += 1
            return given == 1 ? Array("a\n\"".utf8) : [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        }
        let head = try stream.next()
        #expect(head?.cells == ["a"])
        let problem = #expect(throws: Problem.self) { try stream.next() }
        #expect(problem?.code == "row-too-long")
        #expect(given < 20)
    }
}
