internal import FoundationEssentials
internal import GRDB

extension Row {
    /// The bytes of a blob column; none when it is null.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data? = self[column]
        return data.map(Array.init) ?? []
    }
}
