internal import ClusterModel
internal import Platform
internal import Store

/// What a new snapshot of the catalog has others than the one before.
struct CatalogChanges {
    /// The phones' addresses; of one that is named twice the later counts.
    private(set) var addresses: [UInt64] = []
    /// The phones' files; none where the file is withdrawn.
    private(set) var entries: [CatalogEntry?] = []
    /// The phones' values.
    private(set) var values: [UInt8] = []
    /// The files of the whole site; none where it is withdrawn.
    private(set) var siteFiles: [PublishedFile: CatalogSiteFile?] = [:]

    /// Where the values of the phone added last lie in its fragment.
    private var ranges: [Range<Int>] = []

    /// Makes room for the files of so many phones.
    mutating func reserve(_ count: Int) {
        addresses.reserveCapacity(count)
        entries.reserveCapacity(count)
    }

    /// Adds a file that is served from now on; passed over when its hash is none.
    mutating func publish(
        _ file: PublishedFile,
        _ body: CatalogBody,
        _ fragment: Fragment?,
        _ stamp: VersionStamp,
        hash: SHA256Hash,
        revision: RevisionNumber
    ) {
        switch file {
        case .phone(let name):
            let start = values.count
            ranges.removeAll(keepingCapacity: true)
            fragment?.appendRanges(to: &ranges)
            body.append(fragment, at: ranges, stamp, to: &values)
            let range = start..<values.count
            addresses.append(name.macAddress.bits)
            entries.append(CatalogEntry(body: body, values: range, hash: hash, revision: revision))
        case .defaultFile, .capfRoot:
            siteFiles[file] = CatalogSiteFile(body: body, fragment, stamp, hash: hash, revision: revision)
        }
    }

    /// Adds a file that is served no more.
    mutating func withdraw(_ file: PublishedFile) {
        switch file {
        case .phone(let name):
            addresses.append(name.macAddress.bits)
            entries.append(nil)
        case .defaultFile, .capfRoot:
            siteFiles[file] = .some(nil)
        }
    }
}
