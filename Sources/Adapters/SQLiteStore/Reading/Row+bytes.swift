internal import FoundationEssentials
internal import GRDB
internal import Platform

extension Row {
    /// The bytes of a blob column; none when it is null.
    func bytes(_ column: Int) -> [UInt8] {
        guard !hasNull(atIndex: column) else { return [] }
        let bytes = try? withUnsafeData(atIndex: column) { $0.map(Array.init) }
        return bytes ?? []
    }

    /// The SHA-256 of a blob column; none when it is null or no SHA-256.
    func hash(_ column: Int) -> SHA256Hash? {
        guard !hasNull(atIndex: column) else { return nil }
        let hash = try? withUnsafeData(atIndex: column) { $0.flatMap { SHA256Hash($0) } }
        return hash ?? nil
    }
}
