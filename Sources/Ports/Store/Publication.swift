public import ClusterModel
public import Platform

/// What one rendition was made from: each publication remembers it, so that dependents are found although the saved
/// state has moved on.
public struct RenditionOrigin: Hashable, Sendable {
    /// The device pool; none for `XMLDefault.cnf.xml`.
    public let pool: ObjectID?
    /// The phone security profile; none for `XMLDefault.cnf.xml`.
    public let profile: ObjectID?
    /// The SRST reference, when the pool named one.
    public let reference: ObjectID?
    /// The SHA-256 of the SRST certificate's DER, when the file carries one.
    public let certificate: SHA256Hash?

    /// An origin with the given parts.
    public init(pool: ObjectID?, profile: ObjectID?, reference: ObjectID?, certificate: SHA256Hash?) {
        self.pool = pool
        self.profile = profile
        self.reference = reference
        self.certificate = certificate
    }
}

/// A body of the store and where it came from.
public struct StoredRendition: Hashable, Sendable {
    /// The rendition's key.
    public let id: Int64
    /// The key of its body.
    public let bodyID: Int64
    /// What it was made from.
    public let origin: RenditionOrigin

    /// A rendition as it is stored.
    public init(id: Int64, bodyID: Int64, origin: RenditionOrigin) {
        self.id = id
        self.bodyID = bodyID
        self.origin = origin
    }
}

/// The version of a file that its phone is served now.
public struct CurrentPublication: Hashable, Sendable {
    /// The revision that published it.
    public let revision: Int
    /// The shared body and where it came from.
    public let rendition: StoredRendition
    /// The key of the phone's values; none for `XMLDefault.cnf.xml`.
    public let fragmentID: Int64?
    /// The version of the phone those values were taken from.
    public let phoneVersion: Int?
    /// The file's stamp.
    public let stamp: VersionStamp
    /// The SHA-256 of the file.
    public let hash: SHA256Hash
    /// The revision it was rolled back to; none when it was made from the saved state.
    public let copiedFrom: Int?

    /// The revision whose saved state the file was made from.
    public var madeIn: Int { copiedFrom ?? revision }

    /// A publication as it is stored.
    public init(
        revision: Int,
        rendition: StoredRendition,
        fragmentID: Int64?,
        phoneVersion: Int?,
        stamp: VersionStamp,
        hash: SHA256Hash,
        copiedFrom: Int? = nil
    ) {
        self.copiedFrom = copiedFrom
        self.revision = revision
        self.rendition = rendition
        self.fragmentID = fragmentID
        self.phoneVersion = phoneVersion
        self.stamp = stamp
        self.hash = hash
    }
}

/// The name of a published file.
public enum PublishedFile: Hashable, Sendable, CustomStringConvertible {
    /// A phone's file.
    case phone(DeviceName)
    /// `XMLDefault.cnf.xml` (P03).
    case defaultFile
    /// `CAPF.der`: the root of the CAPF, for gateways (S06).
    case capfRoot

    /// The files that belong to no phone.
    public static let ofTheSite: [PublishedFile] = [.defaultFile, .capfRoot]

    /// The name phones ask for, in its canonical spelling.
    public var description: String {
        switch self {
        case .phone(let name): name.fileName
        case .defaultFile: "XMLDefault.cnf.xml"
        case .capfRoot: "CAPF.der"
        }
    }
}

/// A phone with what is saved and what is published of it; at least one of the two is there.
///
/// A phone that was deleted and added again is two: the one that is gone comes first, while it has a file.
public struct PhoneCandidate: Sendable {
    /// The phone's key.
    public let id: ObjectID
    /// The phone's name.
    public let name: DeviceName
    /// What is saved of it; none when it was deleted.
    public let saved: CandidateState?
    /// The version it is served; none when it never had one or it was withdrawn.
    public let published: CurrentPublication?
    /// The MD5 of the certificate it uses, 16 bytes; none when none is imported.
    public let certificateHash: [UInt8]?
    /// Whether it was deleted and its name is another saved phone's now.
    public let isSucceeded: Bool

    /// A candidate with the given parts.
    public init(
        id: ObjectID,
        name: DeviceName,
        saved: CandidateState?,
        published: CurrentPublication?,
        certificateHash: [UInt8]? = nil,
        isSucceeded: Bool = false
    ) {
        self.isSucceeded = isSucceeded
        self.id = id
        self.name = name
        self.saved = saved
        self.published = published
        self.certificateHash = certificateHash
    }
}
