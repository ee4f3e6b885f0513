/// How large a request may be: the one table of sizes (docs/cli.md, *Limits*). All are our own bounds.
public enum RequestSize: Sendable, CaseIterable {
    /// Names, flags and the fields of one object.
    case small
    /// A few certificates.
    case certificates
    /// Phones' files: those of one request of `file verify`, or one of the largest that are read.
    case files
    /// A site file, or the certificates of many phones. A site of 100 000 phones has about 60 MB.
    case site
    /// A CSV sheet, which is read as it comes.
    case sheet

    /// The most octets of an administrator's request.
    public var octets: Int {
        switch self {
        case .small: 64 << 10
        case .certificates: 1 << 20
        case .files: 8 << 20
        case .site, .sheet: 128 << 20
        }
    }

    /// The most octets of a reader's: a reader can only have a site file planned, and the daemon holds all of it.
    public var octetsForReaders: Int {
        switch self {
        case .small, .certificates, .files, .sheet: octets
        case .site: 4 << 20
        }
    }
}

/// How much work a request is; it decides what the request waits for.
public enum RequestWeight: Sendable {
    /// It is about one object, or a list that has an end: milliseconds.
    case light
    /// It asks others, and waits for them: up to a minute, and no work.
    case outside
    /// It goes through the whole site: seconds, when the site is large.
    case wide
    /// It brings a large body, too, or tries a change out on all of the site.
    case heavy
}
