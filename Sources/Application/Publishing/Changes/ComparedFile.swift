internal import ClusterModel
internal import Store

/// One side of a comparison: a file that is stored, or one of a revision in the making.
struct ComparedFile {
    /// Where the body is.
    enum Body {
        case stored(BodyID)
        /// The body with this index in the draft.
        case drafted(Int, RenditionBody)
    }

    /// What tells one body from another.
    enum BodyKey: Hashable {
        case stored(BodyID)
        case drafted(Int)
    }

    /// The phone's own values.
    enum Values {
        case none
        case stored(FragmentID)
        case given(Fragment)
    }

    let body: Body
    let values: Values
    let stamp: VersionStamp

    init(body: Body, values: Values, stamp: VersionStamp) {
        self.body = body
        self.values = values
        self.stamp = stamp
    }

    init(_ published: Publication) {
        body = .stored(published.rendition.bodyID)
        values = published.fragmentID.map { .stored($0) } ?? .none
        stamp = published.stamp
    }

    var bodyKey: BodyKey {
        switch body {
        case .stored(let id): .stored(id)
        case .drafted(let index, _): .drafted(index)
        }
    }

    /// Whether both have the same values, without reading them where their keys say it.
    func hasValues(of other: ComparedFile, in snapshot: any PublicationReading) throws -> Bool {
        if case .stored(let own) = values, case .stored(let others) = other.values, own == others { return true }
        return try fragment(in: snapshot) == other.fragment(in: snapshot)
    }

    /// The whole file, secrets included.
    func bytes(in snapshot: any PublicationReading) throws -> [UInt8] {
        try body(in: snapshot)?.filled(fragment(in: snapshot), stamp, masksSecrets: false) ?? []
    }

    /// The shared part of the file.
    func body(in snapshot: any PublicationReading) throws -> RenditionBody? {
        switch body {
        case .stored(let id): try snapshot.body(id)
        case .drafted(_, let body): body
        }
    }

    private func fragment(in snapshot: any PublicationReading) throws -> Fragment? {
        switch values {
        case .none: nil
        case .stored(let id): try snapshot.fragment(id)
        case .given(let fragment): fragment
        }
    }
}
