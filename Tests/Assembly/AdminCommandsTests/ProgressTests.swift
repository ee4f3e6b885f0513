import Testing

@testable import AdminCommands

@Suite("A05: progress is a line for people and JSON for programs")
struct ProgressTests {
    private static let beginning = Progress(done: 10, failed: 0, total: 100)

    @Test("What is left takes as long as what has come since the beginning did")
    func remaining() {
        let later = Progress(done: 28, failed: 2, total: 100)
        #expect(later.remaining(since: Self.beginning, after: .seconds(20)) == .seconds(70))
        let end = Progress(done: 98, failed: 2, total: 100)
        #expect(end.remaining(since: Self.beginning, after: .seconds(20)) == .zero)
    }

    @Test("Nothing is promised before anything has come")
    func unknown() {
        #expect(Self.beginning.remaining(since: Self.beginning, after: .seconds(20)) == nil)
        #expect(Self.beginning.text(of: "phone", remaining: nil) == "10/100 phones, 0 failed")
        let none = Progress(done: 0, failed: 0, total: 0)
        #expect(none.remaining(since: none, after: .seconds(1)) == nil)
    }

    @Test("People read numbers and time, programs JSON on one line")
    func wording() throws {
        let progress = Progress(done: 12, failed: 1, total: 40)
        #expect(progress.text(of: "phone", remaining: .seconds(59)) == "12/40 phones, 1 failed, eta 59 s")
        #expect(progress.text(of: "phone", remaining: .seconds(80)) == "12/40 phones, 1 failed, eta 1 min 20 s")
        #expect(
            try progress.json(of: "row", remaining: .seconds(80))
                == #"{"progress":{"done":12,"eta-seconds":80,"failed":1,"of":"row","total":40}}"#
        )
        #expect(
            try progress.json(of: "row", remaining: nil)
                == #"{"progress":{"done":12,"failed":1,"of":"row","total":40}}"#
        )
    }
}
