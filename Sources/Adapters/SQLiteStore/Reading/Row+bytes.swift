internal import FoundationEssentials
internal import GRDB
internal import Platform

extension Row {
    /// The bytes of a blob column; none when it is null.
    ///
    /// - Throws: That the database is damaged, when something else stands there.
    func bytes(_ column: Int) throws -> [UInt8] { try blob(column, Array.init) ?? [] }

    /// The SHA-256 of a blob column; none when it is null or has another length.
    ///
    /// - Throws: That the database is damaged, when something else stands there.
    func hash(_ column: Int) throws -> SHA256Hash? { try blob(column) { SHA256Hash($0) } ?? nil }

    private func blob<Value>(_ column: Int, _ make: (Data) -> Value) throws -> Value? {
        guard !hasNull(atIndex: column) else { return nil }
        do {
            return try withUnsafeData(atIndex: column) { $0.map(make) }
        } catch {
            throw StoreProblem.damaged("a value of another kind")
        }
    }
}
