internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// Compares stored files with the SHA-256 they were published with: each whole, at the cost of its own part, for what it
/// shares with others is hashed once.
struct PublishedVerification {
    private let snapshot: any PublicationReading
    private var bodies: [BodyID: Body?] = [:]

    private struct Body {
        let catalog: CatalogBody
        let prepared: PreparedBody
    }

    init(_ snapshot: any PublicationReading) { self.snapshot = snapshot }

    /// What a version is served with; none when any octet of it is not what was published.
    mutating func genuine(
        _ version: PublishedVersion
    ) throws -> (body: CatalogBody, stamp: VersionStamp, hash: SHA256Hash)? {
        guard let id = version.bodyID, let stamp = version.stamp, let hash = version.hash else { return nil }
        if case .phone = version.file, version.fragment == nil { return nil }
        guard let body = try body(id), let file = try? body.prepared.finish(version.fragment), file.hash == hash,
            file.stamp == stamp
        else { return nil }
        return (body.catalog, stamp, hash)
    }

    /// Whether the stored parts of a publication make the file that its hash is of.
    mutating func isGenuine(_ publication: Publication, _ fragment: Fragment?) throws -> Bool {
        guard let body = try body(publication.rendition.bodyID) else { return false }
        guard let file = try? body.prepared.finish(fragment) else { return false }
        return file.hash == publication.hash && file.stamp == publication.stamp
    }

    private mutating func body(_ id: BodyID) throws -> Body? {
        if let known = bodies[id] { return known }
        let body: RenditionBody?
        do {
            body = try snapshot.body(id)
        } catch let problem as Problem where problem.code == "damaged-database" {
            body = nil
        }
        let made = body.map { Body(catalog: CatalogBody($0), prepared: PreparedBody($0)) }
        bodies[id] = .some(made)
        return made
    }
}
