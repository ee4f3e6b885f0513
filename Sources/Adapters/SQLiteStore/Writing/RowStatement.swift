internal import GRDB
internal import GRDBSQLite
internal import Platform

/// A prepared statement that is executed for each of many rows.
///
/// The values go straight into SQLite. GRDB's own way makes an array of boxed values for each row, which costs more than
/// the row itself, and a boot storm or a reset of a large site writes very many.
@safe
struct RowStatement {
    /// Octets of a row that SQLite reads from where they are put together; what goes beyond them it copies for itself, which
    /// costs two allocations for each value. The most that Swift puts on the stack; nearly all rows are shorter.
    private static let scratchBytes = 1_024

    private let statement: Statement
    private let database: Database

    /// The statement of `sql`, from the connection's cache.
    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        self.database = database
    }

    /// Executes the statement once.
    ///
    /// - Parameter fill: Adds the values of all its parameters, in their order.
    /// - Throws: What SQLite refuses, as GRDB would have told it.
    func execute(_ fill: (inout Values) -> Void) throws {
        let handle = unsafe statement.sqliteStatement
        let (code, message) = unsafe withUnsafeTemporaryAllocation(byteCount: Self.scratchBytes, alignment: 1) {
            scratch in
            var values = unsafe Values(handle, scratch)
            fill(&values)
            let code = unsafe values.failure ?? sqlite3_step(handle)
            let message = code == SQLITE_DONE || code == SQLITE_ROW ? nil : database.lastErrorMessage
            // Before the values' memory goes.
            unsafe sqlite3_reset(handle)
            unsafe sqlite3_clear_bindings(handle)
            return (code, message)
        }
        guard let message else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }

    /// The values of one row.
    @safe
    struct Values {
        private let handle: OpaquePointer
        private let scratch: UnsafeMutableRawBufferPointer
        private var used = 0
        private var count: CInt = 0
        /// The first value that SQLite did not take, for want of memory or because it is too long.
        fileprivate private(set) var failure: CInt?

        fileprivate init(_ handle: OpaquePointer, _ scratch: UnsafeMutableRawBufferPointer) {
            unsafe self.handle = handle
            unsafe self.scratch = scratch
        }

        /// Adds an integer, or NULL.
        mutating func add(_ value: Int?) {
            guard let value else { return addNull() }
            unsafe note(sqlite3_bind_int64(handle, next(), Int64(value)))
        }

        /// Adds a text, or NULL.
        mutating func add(_ value: String?) {
            guard var value else { return addNull() }
            let index = next()
            let code = value.withUTF8 { text in
                let (place, owner) = unsafe keep(UnsafeRawBufferPointer(text))
                let characters = unsafe place.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe sqlite3_bind_text(handle, index, characters, CInt(text.count), owner)
            }
            note(code)
        }

        /// Adds octets, or NULL.
        mutating func add(_ value: [UInt8]?) {
            guard let value else { return addNull() }
            let index = next()
            let code = unsafe value.withUnsafeBytes { octets in
                // Without an address it would be NULL.
                guard unsafe !octets.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
                let (place, owner) = unsafe keep(octets)
                return unsafe sqlite3_bind_blob(handle, index, place.baseAddress, CInt(octets.count), owner)
            }
            note(code)
        }

        /// Adds the octets of a hash, or NULL.
        mutating func add(_ value: SHA256Hash?) {
            guard let value else { return addNull() }
            let index = next()
            let octets = value.octets
            let code = unsafe octets.span.withUnsafeBytes { octets in
                let (place, owner) = unsafe keep(octets)
                return unsafe sqlite3_bind_blob(handle, index, place.baseAddress, CInt(octets.count), owner)
            }
            note(code)
        }

        /// Puts octets where they stay until the row is done, and says who looks after them there.
        private mutating func keep(
            _ octets: UnsafeRawBufferPointer
        ) -> (UnsafeRawBufferPointer, sqlite3_destructor_type?) {
            guard unsafe octets.count <= scratch.count - used else { return unsafe (octets, Self.copied) }
            let place = unsafe UnsafeMutableRawBufferPointer(rebasing: scratch[used..<used + octets.count])
            unsafe place.copyMemory(from: octets)
            used += octets.count
            // SQLITE_STATIC.
            return (UnsafeRawBufferPointer(place), nil)
        }

        private mutating func addNull() { unsafe note(sqlite3_bind_null(handle, next())) }

        private mutating func next() -> CInt {
            count += 1
            return count
        }

        private mutating func note(_ code: CInt) {
            if code != SQLITE_OK, failure == nil { failure = code }
        }

        /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the value before the call returns.
        private static var copied: sqlite3_destructor_type? {
            unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        }
    }
}
