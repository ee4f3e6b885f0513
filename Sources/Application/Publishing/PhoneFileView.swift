public import ClusterModel
internal import OpenSSL
internal import PhoneFiles
public import Store

/// One phone's whole file for people to look at: as it is served, or as a reset would make it now.
public enum PhoneFileView {
    /// The file a phone is served.
    ///
    /// - Parameters:
    ///   - publication: The version to show.
    ///   - snapshot: Where its parts are.
    ///   - masksSecrets: Whether secrets are replaced by a mask (A06); diffs compare the real ones.
    /// - Returns: The file; `nil` when its body is not kept any more.
    /// - Throws: What the store throws.
    public static func served(
        _ publication: CurrentPublication,
        in snapshot: any StoreSnapshot,
        masksSecrets: Bool
    ) throws -> [UInt8]? {
        guard let body = try snapshot.body(publication.rendition.bodyID) else { return nil }
        let fragment = try publication.fragmentID.flatMap { try snapshot.fragment($0) }
        let file = body.filled(fragment, publication.stamp, masksSecrets: false)
        guard SHA256Digest.of(file) == publication.hash else { throw AlteredFile.problem(nil, publication) }
        return masksSecrets ? body.filled(fragment, publication.stamp, masksSecrets: true) : file
    }

    /// The file a reset would publish for `phone` as of a second since 1970.
    public static func saved(
        _ phone: Phone,
        in snapshot: any StoreSnapshot,
        asOf: Int,
        masksSecrets: Bool
    ) throws -> [UInt8] {
        try SavedFiles(snapshot, asOf: asOf).file(of: phone, masksSecrets: masksSecrets)
    }
}
