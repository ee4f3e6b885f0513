import GRDB
import Platform
import Store
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("What only dropped files used is dropped, too")
struct OutlinePruningTests {
    @Test("Outlines of which no values are left go with the next revision that is dropped; the others stay")
    func outlines() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            let used = try await store.writable().pool.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO outlines (document) VALUES ('{"a":1}'), ('{"b":2}');
                        UPDATE fragments SET outline_id = (SELECT min(id) FROM outlines);
                        INSERT INTO revisions (number, as_of, committed_at, actor, reason) VALUES (2, 2, 2, 'a', 'b')
                        """
                )
                return try Int.fetchAll(database, sql: "SELECT DISTINCT outline_id FROM fragments")
            }
            #expect(try await store.prune(Retention(revisions: 1, days: 0), now: 1_900_000_000) != nil)
            let left = try await store.writable().pool.read { try Int.fetchAll($0, sql: "SELECT id FROM outlines") }
            #expect(left == used && left.count == 1)
        }
    }

    @Test("What a revision began to use again after it was found unused stays")
    func usedAgain() async throws {
        let state = try StateFolder()
        try await state.withStore { store in
            try await store.write { try SmallSite.save(in: $0) }
            try await store.writable().pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        INSERT INTO outlines (document) VALUES ('{"a":1}'), ('{"b":2}');
                        INSERT INTO renditions (body_id) SELECT id FROM bodies;
                        INSERT INTO renditions (body_id) SELECT id FROM bodies;
                        INSERT INTO revisions (number, as_of, committed_at, actor, reason) VALUES (2, 2, 2, 'a', 'b')
                        """
                )
                let known = try UsedParts(database)
                #expect(known.renditions == [1: 1] && known.outlines.isEmpty && known.copiedRevisions.isEmpty)
                try database.execute(
                    sql: """
                        INSERT INTO revisions (number, as_of, committed_at, actor, reason) VALUES (3, 2, 2, 'a', 'b');
                        INSERT INTO fragments (phone_version, bytes, outline_id) VALUES (1, x'', 2);
                        INSERT INTO publications (object_id, revision, rendition_id, fragment_id, copied_from)
                        SELECT object_id, 3, 2, (SELECT max(id) FROM fragments), 2 FROM publications
                        """
                )
                try Pruning(database).dropUnused(besides: known, before: 3)
                #expect(try Int.fetchAll(database, sql: "SELECT id FROM renditions") == [1, 2])
                #expect(try Int.fetchAll(database, sql: "SELECT id FROM outlines") == [2])
                #expect(try Int.fetchAll(database, sql: "SELECT number FROM revisions") == [1, 2, 3])
            }
        }
    }
}
