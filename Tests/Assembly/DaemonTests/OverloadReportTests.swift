import TFTPServer
import Testing

@testable import Daemon

@Suite("What the log is told of overload")
struct OverloadReportTests {
    @Test("P05: only what has gone up since the last look is told, and by how much")
    func news() {
        var report = OverloadReport()
        var counters: [TFTPServerCounter: Int] = [.droppedTransferLimit: 3, .fetched: 9]
        func look() -> [String] { report.news { counters[$0] ?? 0 }.map { "\($0.name) \($0.count)" } }
        #expect(look() == ["dropped-transfer-limit 3"])
        #expect(look() == [])
        counters[.droppedTransferLimit] = 5
        counters[.receiveQueueDrops] = 1
        #expect(look() == ["dropped-transfer-limit 2", "receive-queue-drops 1"])
    }
}
