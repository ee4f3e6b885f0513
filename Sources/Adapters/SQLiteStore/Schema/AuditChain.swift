internal import OpenSSL
internal import Platform

/// How audit records are chained: each hash covers the one before and every field, so that none can be changed,
/// dropped or moved without breaking the chain from there on.
enum AuditChain {
    /// What stands before the first record.
    static let start = SHA256Hash(words: [0, 0, 0, 0])

    /// The SHA-256 over the hash before and the fields, each behind its length so that no two records read alike.
    static func hash(previous: SHA256Hash, fields: [String?]) -> SHA256Hash {
        var bytes = previous.bytes
        for field in fields {
            let text = field.map { Array($0.utf8) }
            // A missing field differs from an empty one.
            let length = text.map { Int64($0.count) } ?? -1
            bytes.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) })
            bytes.append(contentsOf: text ?? [])
        }
        return SHA256Digest.of(bytes)
    }
}
