import Platform
import Testing

@testable import TFTPServer

@Suite("What a request means that comes again")
struct RepeatJudgeTests {
    @Test("The first is late; one more is not, unless the transfer has gone on or both are copies of one")
    func repeats() {
        var judge = RepeatJudge()
        let repeats: [(progress: Int, now: UInt64, isLate: Bool)] = [
            (3, 1_000_000, true), (3, 1_010_000, true), (3, 2_000_000, false), (4, 2_100_000, true),
            (4, 9_000_000, false),
        ]
        for (progress, now, isLate) in repeats {
            let found = judge.isLate(progress: progress, now: now)
            #expect(found == isLate)
        }
    }

    @Test("A transfer that has ended is remembered for a while, by client and socket")
    func ended() {
        var ended = EndedTransfers(for: 1_000)
        let peers = (1...20).map { Endpoint(high: 0, low: 0x7F00_0001, scope: 0, port: 50_000 + $0, family: 4) }
        for peer in peers { ended.insert(peer, socket: 2, now: 5_000) }
        #expect(peers.count { ended.contain($0, socket: 2, now: 5_999) } >= 19)
        #expect(peers.allSatisfy { !ended.contain($0, socket: 1, now: 5_999) })
        #expect(peers.allSatisfy { !ended.contain($0, socket: 2, now: 6_000) })
        let stranger = Endpoint(high: 0, low: 0x7F00_0002, scope: 0, port: 50_001, family: 4)
        #expect(!ended.contain(stranger, socket: 2, now: 5_100))
    }
}
