internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// What reverting goes back to: the saved state that the files which are served now were made from, or that of a revision.
///
/// A phone has one file. What phones share has many, of several revisions: the latest counts. From the cluster comes
/// every file; from a call-manager group come those whose device pool named it, and `XMLDefault.cnf.xml` if it was the
/// default group.
struct PublishedState {
    /// The revision.
    let revision: RevisionNumber
    /// How many phones' files that come from the object were made in earlier ones.
    let earlierFiles: Int

    /// What an object goes back to.
    ///
    /// - Parameters:
    ///   - item: The object.
    ///   - noun: Its noun.
    ///   - position: The revision that was asked for; what is published unless it is given.
    ///   - configuration: What is saved.
    ///   - snapshot: The store.
    /// - Throws: `Problem` when no file comes from it, or when it is not known what was saved of it then.
    init(
        of item: SavedItem,
        _ noun: ObjectNoun,
        at position: String?,
        _ configuration: SavedConfiguration,
        in snapshot: any StoreSnapshot
    ) throws {
        if let position {
            revision = try RevisionPosition.find(position, in: snapshot).revision.number
            earlierFiles = 0
        } else if let phone = item.value as? Phone {
            revision = try ServedFile.find(phone.name, in: snapshot).madeIn
            earlierFiles = 0
        } else {
            let files = try Self.files(from: item, configuration, in: snapshot)
            guard let latest = files.map(\.madeIn).max() else { throw Self.notPublished(item, noun) }
            revision = latest
            earlierFiles = files.filter { $0.madeIn != latest && !$0.isDefaultFile }.map(\.files).reduce(0, +)
        }
        guard revision >= (try snapshot.firstRevisionWithSavedState(ofNoun: noun.rawValue)) else {
            throw Self.notKept(revision, item)
        }
    }

    /// The served files that come from an object that phones share.
    private static func files(
        from item: SavedItem,
        _ configuration: SavedConfiguration,
        in snapshot: any PastStateReading & PublicationReading
    ) throws -> [ServedOrigin] {
        let all = try snapshot.servedOrigins()
        switch item.value {
        case let group as CallManagerGroup:
            var known: [ServedOrigin: Bool] = [:]
            return try all.filter { file in
                // Of files that share a pool and a revision only one is looked at.
                let place = ServedOrigin(
                    origin: RenditionOrigin(pool: file.origin.pool, profile: nil, reference: nil, certificate: nil),
                    madeIn: file.madeIn,
                    files: 0,
                    isDefaultFile: file.isDefaultFile
                )
                if let found = known[place] { return found }
                let found = try comes(file, from: group, configuration, in: snapshot)
                known[place] = found
                return found
            }
        case is DevicePool: return all.filter { $0.origin.pool == item.id }
        case is PhoneSecurityProfile: return all.filter { $0.origin.profile == item.id }
        case is SRSTReference: return all.filter { $0.origin.reference == item.id }
        default: return all.filter { $0.origin.pool != nil || $0.isDefaultFile }
        }
    }

    /// Whether a file was made from a group: by its pool, or as the default file.
    private static func comes(
        _ file: ServedOrigin,
        from group: CallManagerGroup,
        _ configuration: SavedConfiguration,
        in snapshot: any PastStateReading
    ) throws -> Bool {
        let user = file.isDefaultFile ? configuration.cluster.id : file.origin.pool
        let field = file.isDefaultFile ? "default-call-manager-group" : "call-manager-group"
        guard let user, let state = try snapshot.earlierState(of: user, at: file.madeIn) else { return false }
        return state.fields[field]?.text.flatMap { try? ObjectName($0) } == group.name
    }

    private static func notPublished(_ item: SavedItem, _ noun: ObjectNoun) -> Problem {
        Problem(
            .conflict,
            code: "not-published",
            "No phone is served a file that comes from it, so there is nothing to go back to.",
            object: item.value.label,
            hint: "Name a revision with --to; cnfctl revision list has them."
        )
    }

    /// A store of an earlier schema did not keep what was saved.
    private static func notKept(_ revision: RevisionNumber, _ item: SavedItem) -> Problem {
        let object = ShellWord.quoted(item.value.label)
        return Problem(
            .conflict,
            code: "state-not-kept",
            "What was saved when revision \(revision) was made is not known: an earlier release of cnfd published it.",
            object: item.value.label,
            hint: "See the changes with cnfctl audit list --object \(object), and undo them by hand."
        )
    }
}
