internal import ClusterModel

extension PhoneCandidate {
    /// The device pool and the security profile it is saved with, without reading the phone when it was not read; none when
    /// it was deleted.
    ///
    /// - Parameter configuration: The saved configuration of the same view.
    /// - Returns: Their keys.
    public func place(in configuration: SavedConfiguration) -> (pool: ObjectID, profile: ObjectID)? {
        switch saved {
        case nil: return nil
        case .unchanged(let phone): return (phone.pool, phone.profile)
        case .read(let phone):
            guard let pool = configuration.devicePools[phone.value.devicePool]?.id,
                let profile = configuration.securityProfiles[phone.value.securityProfile]?.id
            else { return nil }
            return (pool, profile)
        }
    }
}
