import Platform
import Serving
import TFTP
import Testing

@testable import TFTPServer

@Suite("Session table")
struct SessionTableTests {
    private func endpoint(_ number: Int) -> Endpoint {
        Endpoint(high: 0, low: UInt64(0x0A00_0000 + number / 7), scope: 0, port: UInt16(number % 7 + 1_024), family: 4)
    }

    private func session(_ number: Int, on socket: Int = 0) -> Session {
        Session(
            route: Route(socket: socket, peer: endpoint(number), local: .none, interface: 0),
            transfer: Transfer(options: NegotiatedOptions(), length: 0),
            options: NegotiatedOptions(),
            path: TransferPath(block: 512, isIPv6: false, isNarrow: false),
            content: PinnedContent(FileContent(slices: [])),
            name: FileName(""),
            requestDigest: UInt64(number),
            nameDigest: 0,
            startedAt: 0,
            translatedBytes: 0
        )
    }

    @Test("Any order of insertions and removals finds exactly what is there")
    func randomOrder() {
        var table = SessionTable(capacity: 16)
        var expected: [Int: Int] = [:]
        for _ in 0..<20_000 {
            let number = Int.random(in: 0..<600)
            if let slot = expected[number] {
                #expect(table.find(endpoint(number)) == slot)
                if Bool.random() {
                    #expect(table[slot].requestDigest == UInt64(number))
                    _ = table.close(slot)
                    #expect(!table[slot].isOpen)
                    expected[number] = nil
                }
            } else {
                #expect(table.find(endpoint(number)) == nil)
                expected[number] = table.insert(session(number))
            }
        }
        #expect(table.count == expected.count)
        #expect(Set(table.occupied) == Set(expected.values))
    }

    @Test("A client's second transfer stands before its first; whichever is closed, the other one is found")
    func second() {
        for closesFirst in [true, false] {
            var table = SessionTable(capacity: 4)
            let first = table.insert(session(1, on: 1))
            let second = table.insert(session(1, on: 2))
            #expect(table.find(endpoint(1)) == second)
            #expect(table[second].former == first)
            #expect(table.find(endpoint(1), on: 1) == first && table.find(endpoint(1), on: 2) == second)
            #expect(table.find(endpoint(1), on: 3) == nil)
            #expect(table.counts == [0, 1, 1])
            let (gone, left) = closesFirst ? (first, second) : (second, first)
            _ = table.close(gone)
            #expect(table.find(endpoint(1)) == left && table[left].former == nil)
            #expect(table.count == 1)
            // Its slot is somebody else's now.
            #expect(table.insert(session(2)) == gone)
            #expect(table[gone].former == nil)
            _ = table.close(left)
            #expect(table.find(endpoint(1)) == nil && table.find(endpoint(2)) == gone)
            #expect(table.counts == [1, 0, 0])
        }
    }

    @Test("The same address and port of another family or scope is another client")
    func keys() {
        var table = SessionTable(capacity: 4)
        _ = table.insert(session(1))
        var other = endpoint(1)
        other.family = 6
        #expect(table.find(other) == nil)
        other.scope = 2
        #expect(table.find(other) == nil)
    }

    @Test("M: an open transfer takes at most 1 KiB")
    func size() {
        // The slot, its two places in the index, its timer, and the heap blocks of its content's addresses and its name.
        let content = 16 + MemoryLayout<FileContent>.stride + 4 * 8 + MemoryLayout<FilledFile.Section>.stride
        let name = 32 + FileName.longest
        #expect(MemoryLayout<Session>.stride + 2 * 4 + 40 + content + name <= 1_024)
    }
}
