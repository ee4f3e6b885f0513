internal import ClusterModel
internal import Platform
internal import Serving

/// A file of the whole site as it is served.
struct CatalogSiteFile: Sendable {
    private let entry: CatalogEntry
    private let values: SharedBytes

    /// The file of a publication.
    init(body: CatalogBody, _ fragment: Fragment?, _ stamp: VersionStamp, hash: SHA256Hash, revision: RevisionNumber) {
        var values: [UInt8] = []
        body.append(fragment, at: fragment?.ranges ?? [], stamp, to: &values)
        entry = CatalogEntry(body: body, values: 0..<values.count, hash: hash, revision: revision)
        self.values = SharedBytes(values)
    }

    /// The file.
    func content(incarnation: String) -> FileContent { entry.content(values, incarnation: incarnation) }
}
