import AdminAPI
import ClusterModel
import CommandLines
import Testing

@testable import AdminCommands

@Suite("A02: how waiting for an operation ends")
struct OperationEndTests {
    private func report(
        _ state: String,
        stale: Int = 0,
        superseded: Int = 0,
        remaining: Int = 0,
        waves: [WaveReport] = []
    ) -> OperationReport {
        OperationReport(
            id: 1,
            actor: "root",
            selection: "all phones",
            started: "2026-06-01T00:00:00Z",
            asOf: "2026-06-01T00:00:00Z",
            state: state,
            reason: nil,
            deadline: nil,
            counts: PhoneCounts(
                unchanged: 1,
                published: 0,
                fetched: 2,
                sent: 0,
                stale: stale,
                superseded: superseded,
                withdrawn: 0
            ),
            remaining: remaining,
            waves: waves,
            phones: nil
        )
    }

    @Test(
        "0 when every phone has come, 8 when some are stale, were given a later file or wait in waves that were given up"
    )
    func status() {
        #expect(ExitStatus(ofSettled: report("converged")) == .done)
        #expect(ExitStatus(ofSettled: report("stale", stale: 1)) == .somePhonesFailed)
        #expect(ExitStatus(ofSettled: report("superseded", superseded: 1)) == .somePhonesFailed)
        #expect(ExitStatus(ofSettled: report("stopped", remaining: 2)) == .somePhonesFailed)
        #expect(ExitStatus(ofSettled: report("cancelled", remaining: 2)) == .somePhonesFailed)
    }

    @Test(
        "A wave says who was told, and who was so far",
        arguments: [
            ("none", 0, 0, ""), ("due", 0, 0, ", not told yet"), ("telling", 256, 0, ", 256 told so far"),
            ("telling", 200, 56, ", 200 told so far, 56 could not be: silent"), ("done", 2, 0, ", 2 told"),
        ]
    )
    func notice(_ word: String, _ told: Int, _ notTold: Int, _ text: String) {
        let wave = WaveReport(
            revision: 2,
            time: "2026-06-01T00:00:00Z",
            published: 600,
            notice: word,
            told: told,
            notTold: notTold,
            noticeReason: notTold > 0 ? "silent" : nil
        )
        let lines = OperationText.whole(report("running", waves: [wave])).split(separator: "\n")
        #expect(lines.last == "revision   2, 2026-06-01T00:00:00Z, 600 phones\(text)")
    }
}
