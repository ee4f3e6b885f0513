internal import FoundationEssentials
internal import GRDB

extension Row {
    /// The bytes of a blob column; none when it is null.
    ///
    /// - Throws: That the database is damaged, when something else stands there.
    func bytes(_ column: Int) throws -> [UInt8] {
        guard !hasNull(atIndex: column) else { return [] }
        do {
            return try withUnsafeData(atIndex: column) { $0.map(Array.init) ?? [] }
        } catch {
            throw StoreProblem.damaged("a value of another kind")
        }
    }
}
