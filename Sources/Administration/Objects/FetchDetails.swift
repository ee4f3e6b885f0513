internal import Documents
internal import Store

/// A phone's last fetch as `phone show` tells it.
enum FetchDetails {
    /// The fetch, whether the phone has what it is served now, and a warning when its address has changed.
    ///
    /// - Parameters:
    ///   - record: The last fetch; none before the first.
    ///   - served: The SHA-256 of the file that is served now.
    /// - Returns: Fields; null when the phone never asked.
    static func document(_ record: FetchRecord?, served: [UInt8]?) -> Document {
        guard let record else { return .null }
        var entries = [
            Document.Entry("time", .string(Instant.text(record.time))),
            Document.Entry("address", .string(record.address)),
            Document.Entry("outcome", .string(record.outcome)),
            Document.Entry("reason", record.reason.map(Document.string) ?? .null),
            Document.Entry("incarnation", record.incarnation.map(Document.string) ?? .null),
            Document.Entry("revision", record.revision.map(Document.integer) ?? .null),
            Document.Entry("sha256", record.hash.map { .string(Hexadecimal.text($0)) } ?? .null),
            Document.Entry("has-served-file", .bool(isComplete(record, served: served))),
        ]
        if let previous = record.previousAddress {
            let warning = "The phone's address changed from \(previous) to \(record.address)."
            entries.append(Document.Entry("warning", .string(warning)))
        }
        return .mapping(entries)
    }

    /// Whether the phone was sent all of the file that is served now.
    ///
    /// - Parameters:
    ///   - record: Its last fetch.
    ///   - served: The SHA-256 of that file; none when it has none.
    /// - Returns: `false` also for another file, and for a part of it.
    static func isComplete(_ record: FetchRecord, served: [UInt8]?) -> Bool {
        ["fetched", "sent"].contains(record.outcome) && served != nil && record.hash == served
    }
}
