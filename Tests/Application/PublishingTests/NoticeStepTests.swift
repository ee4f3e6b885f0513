import Platform
import Publishing
import Store
import Testing

@Suite("A02: whether a wave's phones are still told")
struct NoticeStepTests {
    private func step(attempt: Int, hasBegun: Bool = false, now: UnixTime = 59) -> NoticeStep {
        NoticeStep(NoticeProgress(attempt: attempt), hasBegun: hasBegun, deadline: 60, now: now)
    }

    @Test("It is begun by each daemon once, and by so many")
    func attempts() {
        #expect(step(attempt: 0) == .begin(attempt: 1))
        #expect(step(attempt: 1, hasBegun: true) == .tell)
        #expect(step(attempt: 2) == .begin(attempt: 3))
        #expect(step(attempt: 3, hasBegun: true) == .tell)
        #expect(step(attempt: 3) == .giveUp(because: NoticeStep.endedTooOften))
    }

    @Test("From the deadline on nobody is told, begun or not")
    func deadline() {
        for hasBegun in [false, true] {
            #expect(step(attempt: 1, hasBegun: hasBegun, now: 60) == .giveUp(because: NoticeStep.isOverdue))
        }
    }
}
