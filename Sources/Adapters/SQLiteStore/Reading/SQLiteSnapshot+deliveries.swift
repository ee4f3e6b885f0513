internal import ClusterModel
internal import GRDB
internal import Platform
internal import Store

extension SQLiteSnapshot {
    private static let waveColumns = """
        SELECT operation_id, revision, committed_at, published, withdrawn, last_phone, notice, told, not_told,
            notice_reason, attempt, told_through
        FROM operation_waves
        """

    func waves(of operation: Int) throws -> [OperationWave] {
        try Row.fetchAll(
            database,
            sql: Self.waveColumns + " WHERE operation_id = ? ORDER BY revision",
            arguments: [operation]
        ).map(wave)
    }

    func wavesToTell() throws -> [OperationWave] {
        try Row.fetchAll(database, sql: Self.waveColumns + " WHERE notice IN ('due', 'telling') ORDER BY revision")
            .map(wave)
    }

    private func wave(_ row: Row) throws -> OperationWave {
        let lastPhone: String? = row[5]
        let notice: OperationWave.Notice
        switch row[6] as String {
        case "none": notice = .none
        case "due": notice = .due
        case "telling":
            let through: Int64? = row[11]
            notice = .telling(
                NoticeProgress(
                    attempt: row[10],
                    through: through.map(ObjectID.init),
                    told: row[7],
                    failed: row[8],
                    reason: row[9]
                )
            )
        case "done": notice = .done(told: row[7], failed: row[8], reason: row[9])
        default: throw StoreProblem.damaged("an operation's wave")
        }
        return OperationWave(
            operation: row[0],
            revision: row[1],
            committedAt: row[2],
            published: row[3],
            withdrawn: row[4],
            lastPhone: try lastPhone.map(deviceName),
            notice: notice
        )
    }

    /// When the phone of `published` next got another file, or lost it.
    static let supersededAt = """
        (SELECT revisions.committed_at FROM publications AS later
            JOIN revisions ON revisions.number = later.revision
            WHERE later.object_id = published.object_id AND later.revision > published.revision
            ORDER BY later.revision LIMIT 1)
        """

    func deliveryCounts(of wave: OperationWave, deadline: UnixTime) throws -> DeliveryCounts {
        let arrived = try Row.fetchOne(
            database,
            sql: "SELECT count(*), coalesce(sum(acknowledged), 0) FROM arrivals WHERE revision = ?",
            arguments: [wave.revision.rawValue]
        )
        let all: Int = arrived?[0] ?? 0
        let acknowledged: Int = arrived?[1] ?? 0
        let dropped = try droppedCounts(of: wave)
        var waiting = wave.published - all - dropped.acknowledged - dropped.unacknowledged
        // While it is the latest revision nothing is superseded: watching it reads arrivals alone.
        if waiting > 0, try latestRevision()?.number != wave.revision {
            waiting =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM publications AS published
                        JOIN objects ON objects.id = published.object_id AND objects.kind = 'phone'
                        WHERE published.revision = ? AND published.rendition_id IS NOT NULL
                            AND coalesce(\(Self.supersededAt) >= ?, TRUE)
                            AND NOT EXISTS (SELECT 1 FROM arrivals WHERE arrivals.revision = published.revision
                                AND arrivals.object_id = published.object_id)
                        """,
                    arguments: [wave.revision.rawValue, deadline.seconds]
                ) ?? 0
        }
        return DeliveryCounts(
            acknowledged: acknowledged + dropped.acknowledged,
            unacknowledged: all - acknowledged + dropped.unacknowledged,
            waiting: waiting + dropped.waiting
        )
    }

    /// What became of the phones whose publications were dropped; who waited was stale.
    private func droppedCounts(of wave: OperationWave) throws -> DeliveryCounts {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT dropped_acknowledged, dropped_unacknowledged, dropped_stale FROM operation_waves
                WHERE revision = ?
                """,
            arguments: [wave.revision.rawValue]
        )
        return DeliveryCounts(acknowledged: row?[0] ?? 0, unacknowledged: row?[1] ?? 0, waiting: row?[2] ?? 0)
    }

    func forEachDelivery(in revision: RevisionNumber, _ body: (PhoneDelivery) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.name, published.rendition_id IS NOT NULL, \(Self.supersededAt), arrivals.time,
                    arrivals.address, arrivals.acknowledged, published.stamp
                FROM publications AS published
                JOIN objects ON objects.id = published.object_id AND objects.kind = 'phone'
                LEFT JOIN arrivals ON arrivals.revision = published.revision
                    AND arrivals.object_id = published.object_id
                WHERE published.revision = ? ORDER BY objects.folded
                """,
            arguments: [revision.rawValue]
        )
        while let row = try rows.next() {
            let name: String = row[0]
            let arrival: PhoneDelivery.Arrival? =
                row.hasNull(atIndex: 3)
                ? nil : PhoneDelivery.Arrival(time: row[3], address: row[4], isAcknowledged: row[5])
            let isPublished: Bool = row[1]
            try body(
                PhoneDelivery(
                    phone: try deviceName(name),
                    stamp: isPublished ? try stamp(row.bytes(6)) : nil,
                    supersededAt: row[2],
                    arrival: arrival
                )
            )
        }
    }

    func waitingPhones(in revision: RevisionNumber, after last: ObjectID?, limit: Int) throws -> [WaitingPhone] {
        // Publications come first: they lie in the order that is asked for.
        try Row.fetchAll(
            database,
            sql: """
                SELECT published.object_id, objects.name, published.stamp, fetches.acknowledged_address
                FROM publications AS published
                CROSS JOIN objects ON objects.id = published.object_id AND objects.kind = 'phone'
                LEFT JOIN fetches ON fetches.object_id = published.object_id
                WHERE published.revision = ? AND published.object_id > ? AND published.rendition_id IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM arrivals WHERE arrivals.revision = published.revision
                        AND arrivals.object_id = published.object_id)
                    AND NOT EXISTS (SELECT 1 FROM publications AS later
                        WHERE later.object_id = published.object_id AND later.revision > published.revision)
                ORDER BY published.object_id LIMIT ?
                """,
            arguments: [revision.rawValue, last?.rawValue ?? 0, limit]
        ).map { row in
            WaitingPhone(
                id: ObjectID(row[0]),
                name: try deviceName(row[1]),
                stamp: try stamp(row.bytes(2)),
                address: row[3]
            )
        }
    }
}
