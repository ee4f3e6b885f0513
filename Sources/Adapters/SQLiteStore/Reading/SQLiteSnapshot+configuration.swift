internal import ClusterModel
internal import Documents
internal import FoundationEssentials
internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func configuration() throws -> SavedConfiguration {
        let groupNames = try names(.callManagerGroup)
        let referenceNames = try names(.srst)
        var configuration = SavedConfiguration(cluster: try cluster(groupNames))
        configuration.callManagerGroups = try objects(.callManagerGroup, key: \CallManagerGroup.name)
        configuration.srstReferences = try objects(.srst, key: \SRSTReference.name)
        configuration.securityProfiles = try objects(.securityProfile, key: \PhoneSecurityProfile.name)
        configuration.devicePools = try objects(
            .devicePool,
            key: \DevicePool.name,
            columns: ["group_id", "reference_id"]
        ) { row in
            var entries: [Document.Entry] = []
            if let group = groupNames[row[4]] { entries.append(Document.Entry("call-manager-group", .string(group))) }
            let reference: Int64? = row[5]
            if let reference, let name = referenceNames[reference] {
                entries.append(Document.Entry("srst", .string(name)))
            }
            return entries
        }
        configuration.certificates = try certificates()
        return configuration
    }

    /// The names of the live objects of a kind by key.
    func names(_ kind: ObjectKind) throws -> [Int64: String] {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, name FROM objects WHERE kind = ? AND live",
            arguments: [kind.rawValue]
        )
        var names: [Int64: String] = [:]
        while let row = try rows.next() { names[row[0]] = row[1] }
        return names
    }

    /// Reads an object from its document; a document that no longer reads is damage.
    func object<Object: SavedObject>(_ document: Document) throws -> Object {
        do throws(Problems) {
            return try Object(document)
        } catch {
            let first = error.all.first.map { " (\($0))" } ?? ""
            throw StoreProblem.damaged("a \(Object.noun)\(first)")
        }
    }

    private func objects<Object: SavedObject>(
        _ kind: ObjectKind,
        key: KeyPath<Object, ObjectName>,
        columns: [String] = [],
        _ entries: (Row) -> [Document.Entry] = { _ in [] }
    ) throws -> [ObjectName: Saved<Object>] {
        guard let table = kind.table else { return [:] }
        let extra = columns.map { ", fields.\($0)" }.joined()
        // CROSS JOIN is SQLite's way to fix the order (https://www.sqlite.org/optoverview.html, section 7.1): it would else
        // go through all objects, phones included.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT objects.id, objects.version, objects.name, fields.document\(extra)
                FROM \(table) AS fields CROSS JOIN objects ON objects.id = fields.id WHERE objects.live
                """
        )
        var objects: [ObjectName: Saved<Object>] = [:]
        while let row = try rows.next() {
            let name = Document.Entry("name", .string(row[2]))
            let object: Object = try object(try coder.decode(row[3], adding: [name] + entries(row)))
            objects[object[keyPath: key]] = Saved(id: ObjectID(row[0]), version: row[1], value: object)
        }
        return objects
    }

    private func cluster(_ groupNames: [Int64: String]) throws -> Saved<Cluster> {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT objects.id, objects.version, clusters.document, clusters.default_group_id
                FROM clusters CROSS JOIN objects ON objects.id = clusters.id
                """
        )
        guard let row else { throw StoreProblem.damaged("no cluster") }
        let group: Int64? = row[3]
        let name = group.flatMap { groupNames[$0] }.map { Document.Entry("default-call-manager-group", .string($0)) }
        let document = try coder.decode(row[2], adding: name.map { [$0] } ?? [])
        return Saved(id: ObjectID(row[0]), version: row[1], value: try object(document))
    }

    /// The columns ``certificate(_:)`` reads, in its order.
    static let certificateColumns = """
        reference_id, der, fingerprint, not_before, not_after, accepted_at, accepted_by, basis, outside_validity
        """

    func certificates() throws -> [ObjectID: CertificateRecord] {
        let rows = try Row.fetchCursor(database, sql: "SELECT \(Self.certificateColumns) FROM certificates")
        var certificates: [ObjectID: CertificateRecord] = [:]
        while let row = try rows.next() { certificates[ObjectID(row[0])] = try certificate(row) }
        return certificates
    }

    /// A certificate from the columns of ``certificateColumns``.
    func certificate(_ row: Row) throws -> CertificateRecord {
        guard let basis = CertificateRecord.TrustBasis(rawValue: row[7]) else {
            throw StoreProblem.damaged("a certificate")
        }
        return CertificateRecord(
            certificate: AcceptedCertificate(
                der: try row.bytes(1),
                fingerprint: try hash(row, 2),
                notBefore: row[3],
                notAfter: row[4]
            ),
            acceptedAt: row[5],
            acceptedBy: row[6],
            basis: basis,
            acceptedOutsideValidity: row[8]
        )
    }
}
