internal import ClusterModel
internal import Documents
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    /// What ``candidateState(_:_:)`` reads: the document only of a phone whose published values are not those of its
    /// version.
    static let stateColumns = """
        objects.id, objects.name, objects.version,
        iif(fragments.phone_version = objects.version AND fragments.outline_id IS NOT NULL, NULL, phones.document),
        phones.pool_id, phones.profile_id, fragments.outline_id, fragments.bytes
        """

    /// How many columns those are.
    static let stateColumnCount = 8

    /// What is saved of a candidate from ``stateColumns``.
    func candidateState(_ row: Row, _ published: Publication?) throws -> CandidateState? {
        // Without a pool there is no phone.
        let pool: Int64? = row[4]
        guard let pool else { return nil }
        let version: Int = row[2]
        let outlineID: Int64? = row[6]
        guard let outlineID, published?.phoneVersion == version else {
            // The document was left out for the values of a published file that turned out not to be readable.
            let document: String? = row[3]
            guard document != nil else { return try phone(deviceName(row[1])).map(CandidateState.read) }
            return .read(try savedPhone(row, names()))
        }
        // Values that were damaged are gathered anew.
        guard let outline = try outline(outlineID),
            let values = try StoreProblem.unlessDamaged({ Fragment(bytes: try row.bytes(7)) }).flatMap(\.self)
        else {
            return try phone(deviceName(row[1])).map(CandidateState.read)
        }
        return .unchanged(
            UnchangedPhone(
                version: version,
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
