internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// An operation with its waves and how many phones came to what, judged for one second.
struct OperationView {
    let operation: ResetOperation
    let waves: [OperationWave]
    let counts: OutcomeCounts
    private let now: UnixTime

    /// The view of `operation` in a snapshot.
    init(_ operation: ResetOperation, in snapshot: any OperationReading, now: UnixTime) throws {
        self.operation = operation
        self.now = now
        waves = try snapshot.waves(of: operation.id)
        counts = try OutcomeCounts(operation, waves, in: snapshot, now: now)
    }

    /// The named operation, or the latest.
    static func find(_ id: Int?, in snapshot: any OperationReading, now: UnixTime) throws -> OperationView {
        let id = try id.map { try NumberLimit.serial.number($0, "id", "operation") }
        let found = try id.map(snapshot.operation) ?? snapshot.operations(nil, limit: 1).first
        guard let found else {
            throw Problem(
                .notFound,
                code: "not-found",
                id.map { "There is no operation \($0)." } ?? "There is no operation yet.",
                object: id.map { "operation \($0)" },
                hint: "List the operations with cnfctl operation list."
            )
        }
        return try OperationView(found, in: snapshot, now: now)
    }

    /// The report; with `phones` when they are given.
    func report(_ phones: [PhoneOutcomeReport]? = nil) -> OperationReport {
        OperationReport(
            id: operation.id,
            kind: operation.word,
            actor: operation.actor,
            selection: operation.description,
            started: operation.startedAt.text,
            asOf: operation.asOf.text,
            state: OperationState(operation, counts).rawValue,
            reason: operation.reason,
            deadline: waves.last.map { $0.deadline(staleAfter: operation.staleAfter, now: now).text },
            counts: PhoneCounts(
                unchanged: counts[.unchanged],
                published: counts[.published],
                fetched: counts[.fetched],
                sent: counts[.sent],
                stale: counts[.stale],
                superseded: counts[.superseded],
                withdrawn: counts[.withdrawn]
            ),
            remaining: operation.remaining,
            waves: waves.map(WaveReport.init),
            phones: phones
        )
    }

    /// Every phone it published or took away, wave by wave, of one outcome when it is given.
    func phones(_ wanted: PhoneOutcome?, in snapshot: any OperationReading) throws -> [PhoneOutcomeReport] {
        var phones: [PhoneOutcomeReport] = []
        for wave in waves {
            let deadline = wave.deadline(staleAfter: operation.staleAfter, now: now)
            try snapshot.forEachDelivery(in: wave.revision) { delivery in
                let outcome = PhoneOutcome(of: delivery, deadline: deadline, now: now)
                guard wanted == nil || wanted == outcome else { return }
                phones.append(
                    PhoneOutcomeReport(
                        phone: delivery.phone.description,
                        outcome: outcome.rawValue,
                        revision: wave.revision,
                        time: delivery.arrival.map { $0.time.text },
                        address: delivery.arrival?.address
                    )
                )
            }
        }
        return phones
    }
}

extension ResetOperation {
    /// What is done, in a word.
    var word: String {
        switch work {
        case .reset: "reset"
        case .rollback: "rollback"
        }
    }
}

extension WaveReport {
    /// The report of a wave.
    fileprivate init(_ wave: OperationWave) {
        let (word, told, notTold, reason): (String, Int, Int, String?) =
            switch wave.notice {
            case .none: ("none", 0, 0, nil)
            case .due: ("due", 0, 0, nil)
            case .telling(let progress): ("telling", progress.told, progress.failed, progress.reason)
            case .done(let told, let failed, let reason): ("done", told, failed, reason)
            }
        self.init(
            revision: wave.revision,
            time: wave.committedAt.text,
            published: wave.published,
            notice: word,
            told: told,
            notTold: notTold,
            noticeReason: reason
        )
    }
}
