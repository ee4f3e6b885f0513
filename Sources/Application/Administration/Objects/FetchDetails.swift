internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// A phone's requests for its file as `phone show` and `phone list` tell them: the last one, and apart from it the last file
/// that it acknowledged to the end.
enum FetchDetails {
    /// What `phone show` tells.
    ///
    /// - Parameters:
    ///   - fetches: What is known; none when the phone never asked.
    ///   - served: The SHA-256 of the file that is served now; none when there is none.
    /// - Returns: Entries; null for what never was.
    static func entries(_ fetches: PhoneFetches?, served: SHA256Hash?) -> [Document.Entry] {
        [
            Document.Entry("fetch-state", .string(FetchState(fetches, served: served).rawValue)),
            Document.Entry("last-fetch", lastFetch(fetches, served: served)),
            Document.Entry("last-sent", fetches?.sentSince.map { .mapping(transfer($0)) } ?? .null),
            Document.Entry("last-request", fetches.map(lastRequest) ?? .null),
        ]
    }

    /// What `phone list` tells.
    static func document(_ status: PhoneFileStatus) -> Document {
        .mapping([
            Document.Entry("fetch-state", .string(status.state.rawValue)),
            Document.Entry("last-fetch", lastFetch(status.fetches, served: status.served?.hash)),
        ])
    }

    /// The last file that was acknowledged to the end, with a warning when that was at another address than before.
    private static func lastFetch(_ fetches: PhoneFetches?, served: SHA256Hash?) -> Document {
        guard let fetches, let complete = fetches.lastComplete else { return .null }
        var entries = transfer(complete)
        entries.append(Document.Entry("has-served-file", .bool(complete.hash == served)))
        if let previous = fetches.previousAddress {
            let warning = "The phone's address changed from \(previous) to \(complete.address)."
            entries.append(Document.Entry("warning", .string(warning)))
        }
        return .mapping(entries)
    }

    /// The last request, with a warning when it came from elsewhere and does not prove its sender.
    private static func lastRequest(_ fetches: PhoneFetches) -> Document {
        let request = fetches.lastRequest
        var entries = [
            Document.Entry("time", .string(request.time.text)),
            Document.Entry("address", .string(request.address)),
            Document.Entry("outcome", .string(request.outcome)),
            Document.Entry("reason", request.reason.map(Document.string) ?? .null),
            Document.Entry("incarnation", request.incarnation.map(Document.string) ?? .null),
            Document.Entry("revision", request.revision.map { .integer($0.rawValue) } ?? .null),
            Document.Entry("sha256", request.hash.map { .string($0.description) } ?? .null),
        ]
        if request.proof != .acknowledged, let known = fetches.lastComplete?.address, known != request.address {
            let warning = "It came from another address than the last fetch, \(known), and may not be the phone's."
            entries.append(Document.Entry("warning", .string(warning)))
        }
        return .mapping(entries)
    }

    private static func transfer(_ transfer: PhoneFetches.Transfer) -> [Document.Entry] {
        [
            Document.Entry("time", .string(transfer.time.text)),
            Document.Entry("address", .string(transfer.address)),
            Document.Entry("incarnation", transfer.incarnation.map(Document.string) ?? .null),
            Document.Entry("revision", transfer.revision.map { .integer($0.rawValue) } ?? .null),
            Document.Entry("sha256", .string(transfer.hash.description)),
        ]
    }
}
