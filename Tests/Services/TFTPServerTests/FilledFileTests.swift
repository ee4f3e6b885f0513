import ClusterModel
import Platform
import Serving
import TestSupport
import Testing

@testable import TFTPServer

@Suite("Files that share a body")
struct FilledFileTests {
    @Test(
        "Any range of a filled file has the bytes of the file put together, in whatever order the ranges are asked for"
    )
    func ranges() {
        for _ in 0..<200 {
            let body = (0..<Int.random(in: 0...400)).map { UInt8(truncatingIfNeeded: $0) }
            let holes = (0..<Int.random(in: 0...8)).map { _ in Int.random(in: 0...body.count) }.sorted()
            let values = holes.map { _ in [UInt8](repeating: .random(in: 200...255), count: .random(in: 0...300)) }
            var whole: [UInt8] = []
            var start = 0
            for (hole, value) in zip(holes, values) {
                whole += body[start..<hole] + value
                start = hole
            }
            whole += body[start...]
            let file = FilledFile(
                SharedBody(SharedBytes(body), holes: holes),
                values: SharedBytes(FilledFile.encode(values.map { $0[...] }))
            )
            #expect(file.length == whole.count)
            let hash = SHA256Hash.repeating(7)
            let position = PublishedPosition(incarnation: "i", revision: 1)
            let content = FileContent(filled: file, length: file.length, position: position, hash: hash)
            #expect((content.slices ?? []).flatMap { slice in slice.range.map { slice.bytes.span[$0] } } == whole)
            let pinned = PinnedContent(content)
            for _ in 0..<20 {
                let lower = Int.random(in: 0...whole.count)
                let range = lower..<Int.random(in: lower...whole.count)
                var bytes: [UInt8] = []
                unsafe pinned.forEachPiece(of: range) { piece in bytes.append(contentsOf: unsafe Array(piece)) }
                #expect((bytes == Array(whole[range])) as Bool)
            }
        }
    }

    @Test("Files whose values lie beside each other keep to their own")
    func sharedValues() {
        let body = SharedBody(SharedBytes([1, 2]), holes: [0, 1, 2])
        let encoded = [[[10], [11, 12], []], [[20, 21], [], [22]]].map { FilledFile.encode($0.map { $0[...] }) }
        let values = SharedBytes(encoded.flatMap(\.self))
        let ranges = [0..<encoded[0].count, encoded[0].count..<values.count]
        let bytes = ranges.map { range in
            var bytes: [UInt8] = []
            let file = FilledFile(body, values: values, in: range)
            var section: FilledFile.Section? = file.first
            while let current = section {
                file.body.bytes.append(current.run, to: &bytes)
                file.values.append(current.value, to: &bytes)
                section = file.section(after: current)
            }
            return bytes
        }
        #expect(bytes == [[10, 1, 11, 12, 2], [20, 21, 1, 2, 22]])
        #expect(FilledFile(body, values: values, in: 0..<3).length == 3, "the values of the next file are not its own")
    }

    @Test("A file with more holes than 16 bits count has them all filled")
    func manyHoles() throws {
        let count = 70_000
        let file = FilledFile(
            SharedBody(SharedBytes([UInt8](repeating: 0, count: count)), holes: Array(1...count)),
            values: SharedBytes(FilledFile.encode((0..<count).map { _ in [1][...] }))
        )
        var section: FilledFile.Section? = file.first
        var sections = 0
        while let current = section, sections <= count {
            sections += 1
            section = file.section(after: current)
        }
        try #require(sections == count + 1)
        #expect(file.length == 2 * count)
    }

    @Test("Values that are missing or cut off leave their holes empty")
    func damagedValues() {
        let body = SharedBody(SharedBytes([1, 2, 3]), holes: [1, 2])
        #expect(FilledFile(body, values: SharedBytes([])).length == 3)
        #expect(FilledFile(body, values: SharedBytes([0])).length == 3)
        #expect(FilledFile(body, values: SharedBytes([0, 9, 8, 8])).length == 5)
    }
}
