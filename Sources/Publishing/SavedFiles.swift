public import ClusterModel
internal import PhoneFiles
public import Store

/// The files a reset would publish as of one second; what they share is read once.
public struct SavedFiles {
    private let configuration: SavedConfiguration
    private let asOf: Int

    /// The files of a snapshot, as of a second since 1970.
    public init(_ snapshot: any StoreSnapshot, asOf: Int) throws {
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
        let circumstances = try PhoneCircumstances(phone, configuration, asOf: asOf)
        let shape = PhoneShape(phone, cluster: configuration.cluster.value)
        let body = try PhoneFileRenderer.body(circumstances.fileContext, shape)
        let fragment = try PhoneFileRenderer.fragment(phone, certificateHash: nil)
        let stamp = try PreparedBody(body).finish(fragment).stamp
        return body.filled(fragment, stamp, masksSecrets: masksSecrets)
    }

    /// `XMLDefault.cnf.xml`; none when the cluster has no default call-manager group (P03).
    public func defaultFile() throws -> [UInt8]? {
        let cluster = configuration.cluster.value
        guard let name = cluster.defaultCallManagerGroup else { return nil }
        guard let group = configuration.callManagerGroups[name] else {
            throw PublishingError.danglingReference(name.text)
        }
        let body = try DefaultFileRenderer.body(cluster: cluster, group: group.value)
        return body.filled(nil, try PreparedBody(body).finish(nil).stamp, masksSecrets: false)
    }
}
