import Platform
import Serving
import Testing

@testable import Daemon

@Suite("Which refusals get a line of the log")
struct RefusalLogTests {
    private func record(
        _ low: UInt64,
        high: UInt64? = nil,
        _ outcome: TransferRecord.Outcome = .refused,
        _ reason: TransferReason? = nil
    ) -> TransferRecord {
        let client = ClientAddress(high: high ?? 0, low: low, scope: 0, port: 2_000, isIPv6: high != nil)
        return TransferRecord(client: client, file: FileName("file"), outcome: outcome, reason: reason)
    }

    @Test("Each network has its share of a minute; then what was left out is told, and the next begins")
    func perNetwork() {
        var log = RefusalLog()
        func admitted(_ count: Int, _ record: TransferRecord, at second: UnixTime) -> Int {
            (0..<count).count { _ in log.admits(record, at: second) }
        }
        func expect(_ count: Int, of asked: Int, _ record: TransferRecord, at second: UnixTime) {
            let lines = admitted(asked, record, at: second)
            #expect(lines == count)
        }
        func expectSummaries(_ expected: [RefusalLog.Summary], at second: UnixTime) {
            let summaries = log.summaries(at: second)
            #expect(summaries == expected)
        }
        expect(40, of: 40, record(0xC000_0201), at: 100)
        expect(24, of: 100, record(0xC000_02FF), at: 120)
        expect(5, of: 5, record(0xC000_0301), at: 130)
        expect(64, of: 70, record(1, high: 0x2001_0DB8_0000_0001), at: 130)
        expect(0, of: 2, record(2, high: 0x2001_0DB8_0000_0001), at: 130)
        expectSummaries([], at: 159)
        expectSummaries(
            [
                RefusalLog.Summary(network: "192.0.2.0/24", count: 76),
                RefusalLog.Summary(network: "2001:db8:0:1::/64", count: 8),
            ],
            at: 160
        )
        expectSummaries([], at: 500)
        expect(1, of: 1, record(0xC000_0201), at: 500)
        // A clock that is set back does not keep anybody's share.
        expectSummaries([], at: 400)
        expect(64, of: 64, record(0xC000_0201), at: 400)
    }

    @Test("What somebody was sent has a line always; what a flood of forged requests leaves behind counts as refused")
    func evidence() {
        var log = RefusalLog()
        for outcome in TransferRecord.Outcome.allCases where outcome != .refused {
            let lines = (0..<200).count { _ in log.admits(record(1, outcome, .timeout), at: 1) }
            #expect(lines == 200, "\(outcome)")
        }
        for (network, reason) in [TransferReason.crowdedOut, .paced, .openFiles].enumerated() {
            let lines = (0..<200).count { _ in log.admits(record(UInt64(network) << 8, .abandoned, reason), at: 1) }
            #expect(lines == RefusalLog.perNetwork, "\(reason)")
        }
    }

    @Test("Forged networks, however many, share a minute's lines and are told as a number")
    func manyNetworks() {
        var log = RefusalLog()
        var lines = 0
        for network in 0..<20_000 {
            for _ in 0..<3 where log.admits(record(UInt64(network) << 8), at: 1) { lines += 1 }
        }
        #expect(lines == RefusalLog.ofAll)
        let summaries = log.summaries(at: 61)
        #expect(summaries.count == RefusalLog.named + 1)
        #expect(summaries.last?.network == nil)
        #expect(summaries.reduce(lines) { $0 + $1.count } == 60_000)
    }
}
