internal import ClusterModel
internal import Platform
internal import Store
internal import TestSupport

/// Five revisions of two phones: 1 publishes the first, 2 the second, 3 the first anew, 4 withdraws the first, which was
/// deleted, and 5 publishes another phone of its name.
enum HistorySite {
    static let origin = RenditionOrigin(pool: nil, profile: nil, reference: nil, certificate: nil)

    static func hash(_ revision: Int) -> SHA256Hash { .repeating(UInt8(revision)) }

    static func make(in store: any StorePort) async throws {
        try await store.write { transaction throws in
            try SampleSite.save(in: transaction)
            let first = try transaction.save(SampleSite.phone(1))
            let second = try transaction.save(SampleSite.phone(2))
            try publish(first, 1, in: transaction)
            try publish(second, 2, in: transaction)
            try publish(first, 3, in: transaction)
            try transaction.delete(first.id)
            var builder = DraftBuilder()
            builder.withdraw(first.id, first.value.name)
            _ = try transaction.writeRevision(builder.draft, at: 2004)
            try publish(transaction.save(SampleSite.phone(1)), 5, in: transaction)
        }
    }

    static func publish(_ phone: Saved<Phone>, _ revision: Int, in transaction: any StoreTransaction) throws {
        var draft = DraftBuilder().draft
        draft.renditions = [
            RevisionDraft.Rendition(
                body: try DraftBuilder.body("<\(revision)/>"),
                bodyHash: DraftBuilder.digest("\(revision)"),
                origin: origin
            )
        ]
        draft.files = [
            RevisionDraft.File(
                id: phone.id,
                file: .phone(phone.value.name),
                rendition: 0,
                values: RevisionDraft.Values(
                    try DraftBuilder.fragment(["\(revision)", "s"]),
                    phoneVersion: phone.version
                ),
                stamp: DraftBuilder.stamp("\(revision)"),
                hash: hash(revision)
            )
        ]
        _ = try transaction.writeRevision(draft, at: UnixTime(seconds: 2000 + revision))
    }
}
