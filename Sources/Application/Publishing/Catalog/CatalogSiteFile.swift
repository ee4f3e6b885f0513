internal import ClusterModel
internal import Serving

/// A file of the whole site as it is served.
struct CatalogSiteFile: Sendable {
    private let entry: CatalogEntry
    private let values: SharedBytes

    /// The file of a publication; `nil` when its hash is none.
    init?(body: CatalogBody, _ fragment: Fragment?, _ stamp: VersionStamp, hash: [UInt8], revision: Int) {
        var values: [UInt8] = []
        body.append(fragment, at: fragment?.ranges ?? [], stamp, to: &values)
        guard let entry = CatalogEntry(body: body, values: 0..<values.count, hash: hash, revision: revision) else {
            return nil
        }
        self.entry = entry
        self.values = SharedBytes(values)
    }

    /// The file.
    func content(incarnation: String) -> FileContent { entry.content(values, incarnation: incarnation) }
}
