public import ClusterModel
internal import NIOConcurrencyHelpers
public import Serving
public import Store

/// The in-memory index of what phones are served.
///
/// Looking a file up takes a lock for as long as it takes to copy one reference; a new revision is prepared outside
/// that lock and put in its place whole, so that no administrator can make a phone wait.
public final class Catalog: FileSource {
    private let current: NIOLockedValueBox<CatalogSnapshot>
    private let alteredFiles = NIOLockedValueBox<[PublishedFile: AlteredFile]>([:])

    /// An empty catalog, to be filled by ``load(from:)``.
    public init() {
        current = NIOLockedValueBox(CatalogSnapshot(incarnation: ""))
    }

    /// Takes over everything a store has published.
    public func load(from store: any StorePort) async throws {
        try await store.read { snapshot in
            let empty = CatalogSnapshot(incarnation: try snapshot.incarnation())
            try self.fill(empty, from: snapshot)
        }
    }

    /// The published files whose stored parts were altered, by name: found when they were taken over, and published anew by
    /// their next reset.
    public var altered: [AlteredFile] {
        alteredFiles.withLockedValue { $0.values.sorted { "\($0.file)" < "\($1.file)" } }
    }

    /// Their names.
    var alteredNames: Set<PublishedFile> { alteredFiles.withLockedValue { Set($0.keys) } }

    /// The number of phones that have a file.
    public var phoneCount: Int { current.withLockedValue { $0 }.phoneCount }

    /// The latest revision that is served.
    public var revision: RevisionNumber { current.withLockedValue { $0 }.revision }

    /// Finds a published file by name, without regard to case.
    ///
    /// A phone's name that is not published is ``MissReason/notPublished``; any other name is
    /// ``MissReason/notFound``, so that the next source is asked.
    public func find(_ name: Span<UInt8>) -> FileLookup {
        let requested = RequestedName(name)
        guard requested != .other else { return .missing(.notFound) }
        let snapshot = current.withLockedValue { $0 }
        let content =
            switch requested {
            case .phone(let bits): snapshot.phoneFile(bits)
            case .defaultFile: snapshot.siteFile(.defaultFile)
            case .capfRoot: snapshot.siteFile(.capfRoot)
            case .other: nil as FileContent?
            }
        // Of a site without a CAPF the static directory is asked, which refuses the name and says so.
        guard let content else { return .missing(requested == .capfRoot ? .notFound : .notPublished) }
        return .found(content)
    }

    /// Puts a committed revision in force.
    ///
    /// Called in the order of commits, one call at a time: the store's `afterCommit` does that.
    func apply(_ draft: RevisionDraft, _ revision: Revision) {
        let bodies = draft.renditions.map { CatalogBody($0.body) }
        var changes = CatalogChanges()
        changes.reserve(draft.files.count + draft.withdrawals.count)
        // First, so that no withdrawal takes away what the same revision publishes under that name.
        for withdrawal in draft.withdrawals where !withdrawal.isSucceeded { changes.withdraw(withdrawal.file) }
        for publication in draft.files {
            changes.publish(
                publication.file,
                bodies[publication.rendition],
                publication.values?.fragment,
                publication.stamp,
                hash: publication.hash,
                revision: revision.number
            )
        }
        let before = current.withLockedValue { $0 }
        let after = before.applying(changes, revision: revision.number)
        current.withLockedValue { $0 = after }
        alteredFiles.withLockedValue { altered in
            guard !altered.isEmpty else { return }
            for publication in draft.files { altered[publication.file] = nil }
            for withdrawal in draft.withdrawals where !withdrawal.isSucceeded { altered[withdrawal.file] = nil }
        }
    }

    /// Takes over every file whose bytes are those that its hash was made of. What was altered is made anew, when that
    /// gives exactly what was published; else it is not served.
    private func fill(_ empty: CatalogSnapshot, from snapshot: any RenderedState) throws {
        var verification = PublishedVerification(snapshot)
        var changes = CatalogChanges()
        var altered: [PublishedVersion] = []
        try snapshot.forEachPublished { version in
            guard let file = try verification.genuine(version) else { return altered.append(version) }
            changes.publish(
                version.file,
                file.body,
                version.fragment,
                file.stamp,
                hash: file.hash,
                revision: version.revision
            )
        }
        var found: [PublishedFile: AlteredFile] = [:]
        var remaking = Remaking(snapshot)
        for version in altered {
            let remade = try remaking.file(of: version)
            if let remade, let hash = version.hash {
                changes.publish(
                    version.file,
                    CatalogBody(remade.body),
                    remade.fragment,
                    remade.stamp,
                    hash: hash,
                    revision: version.revision
                )
            }
            found[version.file] = AlteredFile(
                file: version.file,
                revision: version.revision,
                isServed: remade != nil
            )
        }
        let revision = try snapshot.latestRevision()?.number ?? 0
        let filled = empty.applying(changes, revision: revision)
        current.withLockedValue { $0 = filled }
        alteredFiles.withLockedValue { [found] in $0 = found }
    }
}
