/// The order in which a phone asks for its files, and how it goes on after each.
///
/// Trust lists come first, everyone's only when the phone has none of its own. Then the signed configuration if the phone
/// asks for such, the plain one when there is none, and the default when there is neither.
enum BootSequence {
    static let first = BootFile.certificateTrustList

    /// What comes after a file.
    enum Step: Hashable {
        case request(BootFile)
        case end
        /// There is not even a default configuration.
        case noConfiguration
    }

    /// What comes after `file`, which was fetched or is missing.
    static func step(after file: BootFile, isMissing: Bool, _ behaviour: PhoneBehaviour) -> Step {
        let furtherFiles = behaviour.furtherFiles.count
        let configuration = behaviour.requestsSignedConfiguration ? BootFile.signedConfiguration : .configuration
        switch file {
        case .certificateTrustList:
            return .request(.identityTrustList)
        case .identityTrustList:
            return .request(isMissing ? .sharedIdentityTrustList : configuration)
        case .sharedIdentityTrustList:
            return .request(configuration)
        case .signedConfiguration where isMissing:
            return .request(.configuration)
        case .configuration where isMissing:
            return .request(.defaultConfiguration)
        case .defaultConfiguration where isMissing:
            return .noConfiguration
        case .signedConfiguration, .configuration, .defaultConfiguration:
            return furtherFiles > 0 ? .request(.further(0)) : .end
        case .further(let place):
            return place + 1 < furtherFiles ? .request(.further(place + 1)) : .end
        }
    }
}
