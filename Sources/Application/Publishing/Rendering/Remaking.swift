internal import ClusterModel
internal import Platform
internal import Store

/// Makes published files anew whose stored parts were altered, from the saved state.
struct Remaking {
    private let snapshot: any RenderedState
    /// By the second that validity is judged for.
    private var renderings: [UnixTime: Rendering] = [:]

    init(_ snapshot: any RenderedState) { self.snapshot = snapshot }

    /// The parts of the file that was published; none when the saved state does not make exactly that.
    mutating func file(
        of version: PublishedVersion
    ) throws -> (body: RenditionBody, fragment: Fragment?, stamp: VersionStamp)? {
        guard let hash = version.hash else { return nil }
        switch version.file {
        case .phone(let name):
            var candidate: PhoneCandidate?
            try snapshot.forEachCandidate(.phone(name)) { if $0.saved != nil { candidate = $0 } }
            guard let candidate else { return nil }
            for asOf in try seconds(version.revision) {
                var rendering = try renderings[asOf] ?? make(asOf)
                defer { renderings[asOf] = rendering }
                if let file = try? rendering.remade(candidate, version.fragment, hash: hash) {
                    return (file.body, file.fragment, file.stamp)
                }
            }
            return nil
        case .defaultFile, .capfRoot:
            let body = try? SiteFileBody.body(of: version.file, snapshot.configuration(), in: snapshot)
            guard let body, let file = try? PreparedBody(body).finish(nil), file.hash == hash else { return nil }
            return (body, nil, file.stamp)
        }
    }

    private func make(_ asOf: UnixTime) throws -> Rendering {
        try Rendering(snapshot, PublishingEvent(actor: "cnfd", reason: "remake", now: asOf))
    }

    /// The second that the file was judged for, or, when its revision is not kept any more, that of the latest: what is made
    /// counts only when it is exactly what was published.
    private func seconds(_ revision: RevisionNumber) throws -> [UnixTime] {
        let own = try snapshot.revision(revision)?.revision.asOf
        let latest = try snapshot.latestRevision()?.asOf
        return Array(Set([own, latest].compactMap(\.self)))
    }
}
