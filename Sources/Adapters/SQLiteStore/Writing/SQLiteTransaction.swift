internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import Platform
internal import Store

/// One transaction that may change the database, or an overlay of it.
final class SQLiteTransaction: SQLiteSnapshot, StoreTransaction {
    /// How many saved phones are kept to be published: an import of more parses the others, and needs no more memory for them.
    private static let mostFreshPhones = 10_000

    /// Where a rehearsal's changes go; none for a real change.
    let overlay: RehearsalOverlay?
    /// The names of what phones refer to, kept while many phones are saved one after the other.
    private var keysByName: [ObjectKind: [String: Int64]] = [:]
    /// What is to be called behind the commit.
    private(set) var committed: [@Sendable () -> Void] = []
    /// Whether something was deleted that may be secret.
    private(set) var deletes = false
    /// The keys of outlines, kept while many values are stored one after the other.
    var outlineKeys: [PhoneOutline: Int64] = [:]

    init(_ database: Database, overlay: RehearsalOverlay?) {
        self.overlay = overlay
        super.init(database)
    }

    func save(_ cluster: Cluster) throws -> Saved<Cluster> {
        let group = try cluster.defaultCallManagerGroup.map {
            try key(of: $0, .callManagerGroup, for: cluster, field: "default-call-manager-group")
        }
        let identity = try upsert(.cluster, name: Cluster.noun, folded: Cluster.noun)
        try write(
            .cluster,
            identity.id,
            document: coder.encode(cluster.document, without: ["default-call-manager-group"]),
            columns: [("default_group_id", group)]
        )
        return Saved(id: identity.id, version: identity.version, value: cluster)
    }

    func save(_ group: CallManagerGroup) throws -> Saved<CallManagerGroup> {
        try saveNamed(group, .callManagerGroup, name: group.name)
    }

    func save(_ reference: SRSTReference) throws -> Saved<SRSTReference> {
        try saveNamed(reference, .srst, name: reference.name)
    }

    func save(_ profile: PhoneSecurityProfile) throws -> Saved<PhoneSecurityProfile> {
        try saveNamed(profile, .securityProfile, name: profile.name)
    }

    func save(_ pool: DevicePool) throws -> Saved<DevicePool> {
        let group = try key(of: pool.callManagerGroup, .callManagerGroup, for: pool, field: "call-manager-group")
        var columns: [(String, Int64?)] = [("group_id", group), ("reference_id", nil)]
        var held: Set<String> = ["name", "call-manager-group"]
        if case .reference(let name) = pool.srst {
            columns[1].1 = try key(of: name, .srst, for: pool, field: "srst")
            held.insert("srst")
        }
        return try saveNamed(pool, .devicePool, name: pool.name, held: held, columns: columns)
    }

    func save(_ phone: Phone) throws -> Saved<Phone> {
        let pool = try key(of: phone.devicePool, .devicePool, for: phone, field: "device-pool")
        let profile = try key(of: phone.securityProfile, .securityProfile, for: phone, field: "security-profile")
        let identity = try upsert(.phone, name: phone.name.description, folded: phone.name.folded)
        try noteMove(of: identity.id, isNew: identity.version == 1, pool: pool, profile: profile)
        try write(
            .phone,
            identity.id,
            document: coder.encode(phone.document, without: ["name", "device-pool", "security-profile"]),
            columns: [("pool_id", pool), ("profile_id", profile)]
        )
        let saved = Saved(id: identity.id, version: identity.version, value: phone)
        if freshPhones.count < Self.mostFreshPhones { freshPhones[identity.id.rawValue] = saved }
        return saved
    }

    func delete(_ id: ObjectID, _ deletion: Deletion) throws {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT kind, name FROM objects WHERE id = ? AND live",
            arguments: [id.rawValue]
        )
        // There is always a cluster.
        guard let row, let kind = ObjectKind(rawValue: row[0]), let table = kind.table, kind != .cluster else { return }
        try refuseDeletionInUse(of: id, kind, name: row[1])
        forgetNames(of: kind)
        deletes = true
        try keepPast(kind, id)
        try keepDeleted(kind, id, deletion)
        if kind == .srst { try setCertificate(nil, for: id) }
        if kind == .phone {
            try noteMove(of: id)
            try removeCertificates(ofPhone: id)
        }
        try overlay?.shadow(table)
        try overlay?.shadow("objects")
        try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id.rawValue])
        try database.execute(sql: "UPDATE objects SET live = 0 WHERE id = ?", arguments: [id.rawValue])
    }

    func setCertificate(_ record: CertificateRecord?, for reference: ObjectID) throws {
        try overlay?.shadow("certificates")
        try keepPastCertificate(of: reference)
        guard let record else {
            return try database.execute(
                sql: "DELETE FROM certificates WHERE reference_id = ?",
                arguments: [reference.rawValue]
            )
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                reference.rawValue, Data(record.certificate.der), record.certificate.fingerprint.blob,
                record.certificate.notBefore.seconds, record.certificate.notAfter.seconds, record.acceptedAt.seconds,
                record.acceptedBy,
                record.basis.rawValue, record.acceptedOutsideValidity ? 1 : 0,
            ]
        )
    }

    /// Names kept of a kind are read anew.
    func forgetNames(of kind: ObjectKind) {
        keysByName[kind] = nil
        savedNames = nil
    }

    func afterCommit(_ action: @Sendable @escaping () -> Void) {
        guard overlay == nil else { return }
        committed.append(action)
    }

    private func saveNamed<Object: SavedObject>(
        _ object: Object,
        _ kind: ObjectKind,
        name: ObjectName,
        held: Set<String> = ["name"],
        columns: [(String, Int64?)] = []
    ) throws -> Saved<Object> {
        let identity = try upsert(kind, name: name.text, folded: name.folded)
        let document = coder.encode(object.document, without: held)
        try write(kind, identity.id, document: document, columns: columns)
        return Saved(id: identity.id, version: identity.version, value: object)
    }

    /// The object's key and its new version; a new object when no live one has the name.
    private func upsert(_ kind: ObjectKind, name: String, folded: String) throws -> (id: ObjectID, version: Int) {
        if kind != .phone { savedNames = nil }
        try overlay?.shadow("objects")
        let known = try Row.fetchOne(
            try database.cachedStatement(
                sql: "SELECT id, version FROM objects WHERE kind = ? AND folded = ? AND live"
            ),
            arguments: [kind.rawValue, folded]
        )
        if let known {
            let id: Int64 = known[0]
            let version: Int = known[1]
            try database.cachedStatement(sql: "UPDATE objects SET version = ?, name = ? WHERE id = ?")
                .execute(arguments: [version + 1, name, id])
            return (ObjectID(id), version + 1)
        }
        keysByName[kind] = nil
        try database.cachedStatement(
            sql: """
                INSERT INTO objects (kind, name, folded, version, live, since_revision)
                VALUES (?, ?, ?, 1, 1, \(Self.latest))
                """
        ).execute(arguments: [kind.rawValue, name, folded])
        return (ObjectID(database.lastInsertedRowID), 1)
    }

    private func write(
        _ kind: ObjectKind,
        _ id: ObjectID,
        document: String,
        columns: [(name: String, value: Int64?)] = []
    ) throws {
        guard let table = kind.table else { return }
        try overlay?.shadow(table)
        try keepPast(kind, id)
        let names = ["id", "document"] + columns.map(\.name)
        let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let places = names.map { _ in "?" }.joined(separator: ", ")
        var arguments: StatementArguments = [id.rawValue, document]
        arguments += StatementArguments(columns.map(\.value))
        try database.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places))
                ON CONFLICT (id) DO UPDATE SET \(updates)
                """
        ).execute(arguments: arguments)
    }

    private func key(
        of name: ObjectName,
        _ kind: ObjectKind,
        for object: some SavedObject,
        field: String
    ) throws -> Int64 {
        if keysByName[kind] == nil {
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT folded, id FROM objects WHERE kind = ? AND live",
                arguments: [kind.rawValue]
            )
            var keys: [String: Int64] = [:]
            while let row = try rows.next() { keys[row[0]] = row[1] }
            keysByName[kind] = keys
        }
        guard let key = keysByName[kind]?[name.folded] else {
            throw Problem(
                .validation,
                code: "dangling-reference",
                "There is no \(kind.rawValue) \(name).",
                object: object.label,
                field: field,
                hint: "Add it, or name another."
            )
        }
        return key
    }
}
