import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@testable import AdminCommands

@Suite("A02: the columns of a list of phones")
struct PhoneColumnsTests {
    private static let fetched = ObjectReport(
        noun: "phone",
        version: 1,
        fields: ["name": "SEP001122334455"],
        details: [
            "fetch-state": "old",
            "last-fetch": ["time": "2026-06-01T00:00:05Z", "address": "192.0.2.7", "revision": 3],
        ]
    )
    private static let never = ObjectReport(
        noun: "phone",
        version: 1,
        fields: ["name": "SEP001122334456"],
        details: ["fetch-state": "never", "last-fetch": nil]
    )

    @Test("What CSV has behind the fields is what an import passes over")
    func heads() {
        #expect(Phones.stateColumns.map(\.head) == ListObjects.Fetches.columns)
    }

    @Test("Each tells of the last complete fetch, and nothing where there was none")
    func cells() {
        #expect(Phones.stateColumns.map { $0.cell(Self.fetched) } == ["old", "2026-06-01T00:00:05Z", "3", "192.0.2.7"])
        #expect(Phones.stateColumns.map { $0.cell(Self.never) } == ["never", "-", "-", "-"])
    }

    @Test("The phones of an operation are a table in every format")
    func operation() {
        let table = OperationText.table([
            PhoneOutcomeReport(
                phone: "SEP001122334455",
                outcome: "fetched",
                revision: 2,
                time: "2026-06-01T00:00:05Z",
                address: "192.0.2.7"
            ),
            PhoneOutcomeReport(phone: "SEP001122334456", outcome: "stale", revision: 2, time: nil, address: nil),
        ])
        #expect(
            table.csv == """
                phone,outcome,revision,time,address
                SEP001122334455,fetched,2,2026-06-01T00:00:05Z,192.0.2.7
                SEP001122334456,stale,2,,
                """
        )
        #expect(table.names == "SEP001122334455\nSEP001122334456")
    }
}
