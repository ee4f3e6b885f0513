internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    /// What ``candidateState(_:_:)`` reads: the document only of a phone whose published values are not those of its
    /// version, and else the values.
    static let stateColumns = """
        objects.version, iif(\(isUnchanged), NULL, phones.document) AS document, phones.pool_id, phones.profile_id,
        iif(\(isUnchanged), fragments.outline_id, NULL), iif(\(isUnchanged), fragments.bytes, NULL)
        """

    /// How many columns those are.
    static let stateColumnCount = 6

    private static let isUnchanged = "(fragments.phone_version = objects.version AND fragments.outline_id IS NOT NULL)"

    /// What is saved of a candidate from the columns `objects.id`, `objects.name` and ``stateColumns``.
    func candidateState(_ row: Row, _ names: SavedNames) throws -> CandidateState? {
        // Without a pool there is no phone.
        let pool: Int64? = row[4]
        guard let pool else { return nil }
        let outlineID: Int64? = row[6]
        guard let outlineID else { return .read(try savedPhone(row, names)) }
        guard let outline = try outline(outlineID) else {
            return try phone(deviceName(row[1])).map(CandidateState.read)
        }
        guard let values = Fragment(bytes: row.bytes(7)) else { throw StoreProblem.damaged("a fragment") }
        return .unchanged(
            UnchangedPhone(
                version: row[2],
                pool: ObjectID(pool),
                profile: ObjectID(row[5]),
                outline: outline,
                values: values
            )
        )
    }

    /// The outline with that key; none when this release does not know its like.
    private func outline(_ id: Int64) throws -> PhoneOutline? {
        if let known = outlines[id] { return known }
        let text = try String.fetchOne(database, sql: "SELECT document FROM outlines WHERE id = ?", arguments: [id])
        let outline = try text.flatMap { PhoneOutline(try coder.decode($0)) }
        outlines[id] = .some(outline)
        return outline
    }
}
