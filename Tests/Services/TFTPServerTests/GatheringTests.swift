import Testing

@testable import TFTPServer

@Suite("When a worker lets packets gather")
struct GatheringTests {
    /// Plays rounds of `count` packets each, `microseconds` apart, for ten milliseconds.
    private func rounds(of count: Int, every microseconds: UInt64, into gathering: inout Gathering) {
        var now: UInt64 = 5_000_000
        while now < 5_010_000 {
            gathering.wereRead(count, now: now)
            now += microseconds
        }
    }

    @Test("In a storm, when packets come in small lots, it pauses")
    func storm() {
        var gathering = Gathering()
        #expect(!gathering.isWorthwhile(openTransfers: 2_000))
        rounds(of: 4, every: 20, into: &gathering)
        #expect(gathering.isWorthwhile(openTransfers: Gathering.fewestTransfers))
    }

    @Test("With few open transfers it never pauses: their clients would wait, and nothing gather")
    func fewTransfers() {
        var gathering = Gathering()
        rounds(of: 4, every: 20, into: &gathering)
        #expect(!gathering.isWorthwhile(openTransfers: Gathering.fewestTransfers - 1))
        #expect(!gathering.isWorthwhile(openTransfers: 0))
    }

    @Test("When packets are read in large lots anyway, it does not pause")
    func largeLots() {
        var gathering = Gathering()
        rounds(of: Gathering.enough, every: 100, into: &gathering)
        #expect(!gathering.isWorthwhile(openTransfers: 2_000))
    }

    @Test("Slow phones, however many, are answered at once")
    func slowPhones() {
        var gathering = Gathering()
        // 20 packets a millisecond.
        rounds(of: 1, every: 50, into: &gathering)
        #expect(!gathering.isWorthwhile(openTransfers: 20_000))
    }

    @Test("After a storm it stops pausing within two milliseconds")
    func afterStorm() {
        var gathering = Gathering()
        rounds(of: 4, every: 20, into: &gathering)
        gathering.wereRead(1, now: 5_010_000)
        gathering.wereRead(1, now: 5_011_000)
        #expect(!gathering.isWorthwhile(openTransfers: 2_000))
    }
}
