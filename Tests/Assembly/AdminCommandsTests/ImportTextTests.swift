import AdminAPI
import ClusterModel
import CommandLines
import Documents
import Testing

@testable import AdminCommands

@Suite("Progress and results of an import, as they are shown")
struct ImportTextTests {
    @Test(
        "Progress tells how many are done, how many failed, and how long it will take",
        arguments: [
            (WorkProgress.Phase.saving, 250, 1_000, 3, 2, "247/1000 phones, 3 failed, eta 6 s"),
            (.saving, 0, 1_000, 0, 5, "0/1000 phones, 0 failed"),
            (.saving, 1_000, 1_000, 0, 5, "1000/1000 phones, 0 failed, eta 0 s"),
            (.publishing, 1_000, 1_000, 1, 5, "999/1000 phones, 1 failed, publishing first files"),
        ]
    )
    func progress(_ phase: WorkProgress.Phase, done: Int, total: Int, failed: Int, seconds: Int, text: String) {
        let progress = Progress(WorkProgress(phase: phase, done: done, total: total, failed: failed))
        let remaining = progress.remaining(since: Progress(done: 0, failed: 0, total: total), after: .seconds(seconds))
        #expect(progress.text(of: "phone", remaining: remaining) == text)
    }

    @Test("The summary says what was saved, and that nothing was")
    func summary() {
        var report = ImportReport(plan: false)
        report.added = 2
        report.refused = 1
        #expect(ImportResults.text(report) == "2 added, 0 updated, 0 unchanged, 1 refused; nothing was saved")
        report.saved = true
        report.firstFiles = 2
        report.revision = 7
        #expect(
            ImportResults.text(report)
                == "2 added, 0 updated, 0 unchanged, 1 refused\nfirst files of 2 new phones published in revision 7"
        )
        report.plan = true
        #expect(ImportResults.text(report).hasPrefix("2 would be added, 0 would be updated, 0 unchanged, 1 refused\n"))
    }

    @Test("Exit codes: a refused row is 6, or 8 when the others were saved; a plan that would save is 1")
    func exitCodes() {
        func status(
            added: Int = 0,
            refused: Int = 0,
            plan: Bool = false,
            keepGoing: Bool = false
        ) -> CommandLines.ExitStatus {
            var report = ImportReport(plan: plan)
            report.added = added
            report.refused = refused
            return ImportObjectsCommand<Phones>.status(report, keepGoing: keepGoing)
        }
        #expect(status(added: 1) == .done)
        #expect(status(added: 1, refused: 1) == .validation)
        #expect(status(added: 1, refused: 1, keepGoing: true) == .somePhonesFailed)
        #expect(status(added: 1, plan: true) == .difference)
        #expect(status(plan: true) == .done)
    }
}
