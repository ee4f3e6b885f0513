internal import Documents
internal import OpenSSL
internal import Platform
internal import Store

/// A site file as it was applied last, and what it named then.
///
/// The same file is the one that lies in the same place and shows the same position, whatever was edited in it: two copies
/// of one export are two files. A restore starts a new incarnation and forgets them all.
struct RememberedFile {
    /// How many bytes of a name's SHA-256 are kept: among a million names two are alike once in 37 million times.
    private static let digestLength = 8

    /// The number of audit records when it was done.
    let sequence: Int
    private let objects: Set<UInt64>

    /// What is remembered of a file; none when it was never applied, or nobody knows where it lies.
    init?(_ position: SitePosition?, source: String?, in snapshot: any RevisionReading & ChangeReading) throws {
        guard let source, let found = try snapshot.appliedFile(Self.key(position, source, in: snapshot)) else {
            return nil
        }
        sequence = found.sequence
        objects = Set(
            stride(from: 0, to: found.objects.count, by: Self.digestLength).map {
                Self.number(found.objects[$0...].prefix(Self.digestLength))
            }
        )
    }

    /// Whether it named or deleted an object.
    func names(_ object: String) -> Bool { objects.contains(Self.digest(object)) }

    /// Remembers a file that was applied.
    ///
    /// - Parameters:
    ///   - position: Its position.
    ///   - source: What it is called where it lies.
    ///   - objects: What it names or has deleted.
    ///   - transaction: The transaction in which that was done, at its end.
    /// - Throws: What the store throws.
    static func remember(
        _ position: SitePosition?,
        source: String,
        _ objects: [String],
        in transaction: any StoreTransaction
    ) throws {
        let key = try key(position, source, in: transaction)
        let packed = Set(objects.map(digest)).sorted().flatMap { number in
            (0..<digestLength).map { UInt8(truncatingIfNeeded: number >> (8 * (digestLength - 1 - $0))) }
        }
        let file = AppliedFile(key: key, sequence: try transaction.auditCount(), objects: packed)
        if try transaction.appliedFile(key) != file { try transaction.remember(file) }
    }

    private static func key(
        _ position: SitePosition?,
        _ source: String,
        in snapshot: any RevisionReading
    ) throws -> SHA256Hash {
        let parts = [try snapshot.incarnation(), position?.document.revealedJSON ?? "", source]
        return SHA256Digest.of(Array(Document.list(parts.map { .string($0) }).revealedJSON.utf8))
    }

    private static func digest(_ object: String) -> UInt64 {
        SHA256Digest.of(Array(StateSince.key(object).utf8)).words[0]
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
