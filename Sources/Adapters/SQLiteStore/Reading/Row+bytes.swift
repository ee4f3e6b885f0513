internal import FoundationEssentials
internal import GRDB

extension Row {
    /// The bytes of a blob column; none when it is null.
    func bytes(_ column: Int) -> [UInt8] {
        guard !hasNull(atIndex: column) else { return [] }
        let bytes = try? withUnsafeData(atIndex: column) { $0.map(Array.init) }
        return bytes ?? []
    }
}
