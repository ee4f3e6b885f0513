public import ClusterModel

/// What is saved of a candidate.
public enum CandidateState: Sendable {
    /// The phone.
    case read(Saved<Phone>)
    /// A phone that has not been saved since its file was published: its values are known, so it was not read.
    case unchanged(UnchangedPhone)

    /// The phone, when it was read.
    public var phone: Saved<Phone>? {
        if case .read(let phone) = self { phone } else { nil }
    }
}

/// All that a file needs of a phone that has not been saved since its file was published.
public struct UnchangedPhone: Sendable {
    /// The version of the phone.
    public let version: Int
    /// Its device pool.
    public let pool: ObjectID
    /// Its phone security profile.
    public let profile: ObjectID
    /// What shapes its file.
    public let outline: PhoneOutline
    /// The values its published file is filled with.
    public let values: Fragment

    /// An unchanged phone with the given parts.
    public init(version: Int, pool: ObjectID, profile: ObjectID, outline: PhoneOutline, values: Fragment) {
        self.version = version
        self.pool = pool
        self.profile = profile
        self.outline = outline
        self.values = values
    }
}

extension SavedStateReading {
    /// The saved phone of a candidate; none when it was deleted.
    public func phone(of candidate: PhoneCandidate) throws -> Saved<Phone>? {
        switch candidate.saved {
        case nil: nil
        case .read(let phone): phone
        case .unchanged: try phone(candidate.name)
        }
    }
}
