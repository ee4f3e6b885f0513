import Documents
import Foundation
import GRDB
import Testing

@testable import SQLiteStore

@Suite("What stands where a row has bytes")
struct RowBytesTests {
    @Test("A blob is its bytes, NULL is none, and anything else is damage, never none")
    func bytes() throws {
        let row = try DatabaseQueue().read { database in
            try #require(try Row.fetchOne(database, sql: "SELECT x'0102', NULL, x'', 5, 1.5"))
        }
        #expect(try row.bytes(0) == [1, 2])
        #expect(try row.bytes(1).isEmpty && row.bytes(2).isEmpty)
        for column in [3, 4] {
            let problem = #expect(throws: Problem.self) { try row.bytes(column) }
            #expect(problem?.code == "damaged-database")
        }
    }
}
