import ClusterModel
import Platform
import Store
import TestSupport

extension SmallSite {
    /// A request for the phone's file: how it ended, and where it came from.
    typealias Request = (outcome: String, address: String)

    /// Saves the site, its one revision as an operation's, and requests for the phone's file, a second after the other.
    static func save(
        requests: [Request],
        notice: OperationWave.Notice = .none,
        in transaction: any StoreTransaction
    ) throws {
        try save(in: transaction)
        let operation = ResetOperation(
            actor: "admin",
            description: "all phones",
            startedAt: 3,
            asOf: 1,
            staleAfter: 60,
            unchanged: 0,
            phase: .published
        )
        let wave = OperationWave(
            operation: try transaction.add(operation),
            revision: 1,
            committedAt: 2,
            published: 1,
            withdrawn: 0,
            lastPhone: nil,
            notice: notice
        )
        try transaction.add(wave)
        for (time, request) in requests.enumerated() {
            let hasBytes = request.outcome != "refused"
            let fetch = FetchRecord(
                phone: try Phone.example().name,
                time: UnixTime(seconds: time),
                address: request.address,
                outcome: request.outcome,
                incarnation: hasBytes ? try transaction.incarnation() : nil,
                revision: hasBytes ? 1 : nil,
                hash: hasBytes ? digest : nil
            )
            try transaction.recordFetches([fetch])
        }
    }
}
