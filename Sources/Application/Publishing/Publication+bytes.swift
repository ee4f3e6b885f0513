internal import ClusterModel
internal import OpenSSL
public import Store

extension Publication {
    /// The whole file that is served, for people to look at; what a reset would make now is in ``SavedFiles``.
    ///
    /// - Parameters:
    ///   - snapshot: Where its parts are.
    ///   - masksSecrets: Whether secrets are replaced by a mask (A06); diffs compare the real ones.
    /// - Returns: The file; `nil` when its body is not kept any more.
    /// - Throws: What the store throws, and a refusal when the parts are not those that were published.
    public func bytes(in snapshot: any PublicationReading, masksSecrets: Bool) throws -> [UInt8]? {
        guard let body = try snapshot.body(rendition.bodyID) else { return nil }
        let fragment = try fragmentID.flatMap { try snapshot.fragment($0) }
        let file = body.filled(fragment, stamp, masksSecrets: false)
        guard SHA256Digest.of(file) == hash else { throw AlteredFile.problem(nil, self) }
        return masksSecrets ? body.filled(fragment, stamp, masksSecrets: true) : file
    }
}
