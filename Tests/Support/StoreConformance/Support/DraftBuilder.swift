internal import ClusterModel
internal import Platform
internal import Store
internal import TestSupport

/// Puts a revision together as publishing would, from texts.
struct DraftBuilder {
    private(set) var draft: RevisionDraft

    init(_ reason: String = "reset") { draft = RevisionDraft(asOf: 1_800_000_000, actor: "admin", reason: reason) }

    /// A hash that is the same for the same text only.
    static func digest(_ text: String) -> SHA256Hash {
        let seed = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var random = SeededGenerator(seed: seed)
        return SHA256Hash(words: [random.next(), random.next(), random.next(), random.next()])
    }

    static func stamp(_ text: String) -> VersionStamp { VersionStamp(digest(text)) }

    static func fragment(_ values: [String]) throws -> Fragment {
        guard let fragment = Fragment(values: values.map { Array($0.utf8) }) else { throw Unusable() }
        return fragment
    }

    static func body(_ text: String) throws -> RenditionBody {
        let bytes = Array(text.utf8)
        let holes = [
            RenditionBody.Hole(offset: 0, filling: .versionStamp),
            RenditionBody.Hole(offset: bytes.count / 2, filling: .value(1), isSecret: true),
            RenditionBody.Hole(offset: bytes.count, filling: .value(0)),
        ]
        guard let body = RenditionBody(bytes: bytes, holes: holes) else { throw Unusable() }
        return body
    }

    /// Adds a rendition and answers its index.
    mutating func rendition(_ text: String, _ origin: RenditionOrigin) throws -> Int {
        draft.renditions.append(
            RevisionDraft.Rendition(body: try Self.body(text), bodyHash: Self.digest(text), origin: origin)
        )
        return draft.renditions.count - 1
    }

    /// Adds the file of a saved phone.
    mutating func publish(
        _ phone: Saved<Phone>,
        _ rendition: Int,
        values: [String] = ["value", "secret"],
        storedAs: FragmentID? = nil
    ) throws {
        let text = "\(phone.value.name) \(values)"
        draft.files.append(
            RevisionDraft.File(
                id: phone.id,
                file: .phone(phone.value.name),
                rendition: rendition,
                values: RevisionDraft.Values(
                    try Self.fragment(values),
                    phoneVersion: phone.version,
                    storedAs: storedAs
                ),
                stamp: Self.stamp(text),
                hash: Self.digest(text)
            )
        )
    }

    /// Adds the default file.
    mutating func publishDefault(_ id: ObjectID, _ rendition: Int, _ text: String) throws {
        draft.files.append(
            RevisionDraft.File(
                id: id,
                file: .defaultFile,
                rendition: rendition,
                values: nil,
                stamp: Self.stamp(text),
                hash: Self.digest(text)
            )
        )
    }

    mutating func withdraw(_ id: ObjectID, _ name: DeviceName) {
        draft.withdrawals.append(RevisionDraft.Withdrawal(id: id, file: .phone(name)))
    }

    struct Unusable: Error {}
}

extension DraftBuilder {
    /// Publishes every saved phone from what is saved now, each pool and profile a rendition of its own.
    @discardableResult
    static func publishAll(in transaction: any StoreTransaction, at time: UnixTime = 1_800_000_001) throws -> Revision {
        var builder = DraftBuilder()
        let configuration = try transaction.configuration()
        var renditions: [RenditionOrigin: Int] = [:]
        for phone in try transaction.phones() {
            let pool = configuration.devicePools[phone.value.devicePool]
            var reference: ObjectID?
            if case .reference(let name) = pool?.value.srst { reference = configuration.srstReferences[name]?.id }
            let certificate = reference.flatMap { configuration.certificates[$0]?.certificate.fingerprint }
            let origin = RenditionOrigin(
                pool: pool?.id,
                profile: configuration.securityProfiles[phone.value.securityProfile]?.id,
                reference: reference,
                certificate: certificate
            )
            let index = try renditions[origin] ?? builder.rendition("\(origin)", origin)
            renditions[origin] = index
            try builder.publish(phone, index)
        }
        return try transaction.writeRevision(builder.draft, at: time)
    }
}
