internal import GRDB
internal import Store

extension SQLiteSnapshot {
    func servedOrigins() throws -> [ServedOrigin] {
        // Each object's latest version is one look into an index.
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT published.rendition_id, coalesce(published.copied_from, published.revision), objects.kind, count(*)
                FROM objects NOT INDEXED
                CROSS JOIN publications AS published ON published.object_id = objects.id AND published.revision =
                    (SELECT max(revision) FROM publications WHERE object_id = objects.id)
                WHERE published.rendition_id IS NOT NULL GROUP BY 1, 2, 3
                """
        )
        return try rows.map { row in
            let kind: String = row[2]
            return ServedOrigin(
                origin: try rendition(row[0]).origin,
                madeIn: row[1],
                files: row[3],
                isDefaultFile: kind == ObjectKind.defaultFile.rawValue
            )
        }
    }
}
