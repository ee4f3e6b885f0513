import Testing

@testable import Daemon

@Suite("The queue of log lines")
struct LogQueueTests {
    private static func lines(_ texts: String...) -> [UInt8] { texts.flatMap { Array("\($0)\n".utf8) } }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("Lines are handed out in their order, and once")
    func order() {
        var queue = LogQueue(capacity: 100)
        queue.append(Self.lines("one", "two"))
        queue.append(Self.lines("three"))
        #expect(Self.text(queue.take()) == "one\ntwo\nthree\n")
        #expect(queue.take().isEmpty)
        #expect(queue.lost == 0)
    }

    @Test("What there is no room for is counted by whole lines; what is being written takes room, too")
    func bounds() {
        var queue = LogQueue(capacity: 12)
        queue.append(Self.lines("first"))
        #expect(queue.take().count == 6 && queue.waiting == 6)
        queue.append(Self.lines("a", "bb", "ccc", "d"))
        #expect(queue.waiting == 11 && queue.lost == 2)
        #expect(Self.text(queue.take()) == "a\nbb\n")
    }

    @Test("After a loss nothing is taken until it is told of, so that the notice stands where the lines are missing")
    func gap() {
        var queue = LogQueue(capacity: 8)
        queue.append(Self.lines("first", "lost"))
        queue.append(Self.lines("x"))
        #expect(queue.untold == 2 && queue.turnsAway && !queue.isIdle)
        #expect(Self.text(queue.take()) == "first\n")
        queue.settle(remaining: 0)
        queue.append(Self.lines("y"))
        #expect(queue.take().isEmpty && queue.untold == 3)
        queue.takeAgain(told: 3)
        queue.append(Self.lines("z"))
        #expect(Self.text(queue.take()) == "z\n")
        #expect(queue.untold == 0 && queue.lost == 3)
    }
}
