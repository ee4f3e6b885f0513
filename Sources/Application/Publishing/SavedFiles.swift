public import ClusterModel
public import PhoneFiles
public import Platform
public import Store

/// The files a reset would publish as of one second; what they share is read once.
public struct SavedFiles {
    private let snapshot: any CandidateReading & TrustReading
    private let configuration: SavedConfiguration
    private let asOf: UnixTime

    /// The files of a snapshot, as of a second since 1970.
    public init(_ snapshot: any SavedStateReading & CandidateReading & TrustReading, asOf: UnixTime) throws {
        self.snapshot = snapshot
        configuration = try snapshot.configuration()
        self.asOf = asOf
    }

    /// A phone's file.
    ///
    /// - Parameters:
    ///   - phone: The phone.
    ///   - masksSecrets: Whether secrets are replaced by a mask (A06).
    /// - Returns: The file.
    /// - Throws: When it cannot be made.
    public func file(of phone: Phone, masksSecrets: Bool) throws -> [UInt8] {
        try file(of: phone, circumstances(of: phone), masksSecrets: masksSecrets)
    }

    /// Where everything that a phone's file says comes from (T02).
    public func explanation(of phone: Phone) throws -> [ExplainedElement] {
        let circumstances = try circumstances(of: phone)
        let file = try file(of: phone, circumstances, masksSecrets: false)
        return try PhoneFileRenderer.explanation(of: file, circumstances.fileContext, phone)
    }

    private func circumstances(of phone: Phone) throws -> PhoneCircumstances {
        try PhoneCircumstances(phone, configuration, asOf: asOf)
    }

    private func file(
        of phone: Phone,
        _ circumstances: PhoneCircumstances,
        masksSecrets: Bool
    ) throws -> [UInt8] {
        let shape = BodyShape(phone, cluster: configuration.cluster.value)
        let body = try PhoneFileRenderer.body(circumstances.fileContext, shape)
        var certificateHash: String?
        try snapshot.forEachCandidate(.phone(phone.name)) { candidate in
            certificateHash = candidate.certificateHash.map { Hexadecimal.lowerCase($0) }
        }
        let fragment = try PhoneFileRenderer.fragment(phone, certificateHash: certificateHash)
        let stamp = try PreparedBody(body).finish(fragment).stamp
        return body.filled(fragment, stamp, masksSecrets: masksSecrets)
    }

    /// A file that belongs to no phone; none when the site has nothing to make it from (P03, S06).
    public func siteFile(_ file: PublishedFile) throws -> [UInt8]? {
        guard let body = try SiteFileBody.body(of: file, configuration, in: snapshot) else { return nil }
        return body.filled(nil, try PreparedBody(body).finish(nil).stamp, masksSecrets: false)
    }
}
