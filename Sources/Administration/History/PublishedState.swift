internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

/// What reverting goes back to: the saved state that the files which are served now were made from.
enum PublishedState {
    /// The revision a phone's served file was made in.
    static func revision(of phone: DeviceName, in snapshot: any StoreSnapshot) throws -> Int {
        let published = try ServedFile.find(phone, in: snapshot)
        return try known(published.madeIn, object: "\(Phone.noun) \(phone)", in: snapshot)
    }

    /// The revision in which the latest of the served files that come from a reference was made, and how many such
    /// files are from earlier ones.
    static func revision(
        of reference: Saved<SRSTReference>,
        in snapshot: any StoreSnapshot
    ) throws -> (revision: Int, earlierFiles: Int) {
        var files: [Int: Int] = [:]
        try snapshot.forEachCandidate(.srst(reference.value.name), in: .stored) { candidate in
            guard let published = candidate.published, published.rendition.origin.reference == reference.id else {
                return
            }
            files[published.madeIn, default: 0] += 1
        }
        guard let latest = files.keys.max() else {
            throw Problem(
                .conflict,
                code: "not-published",
                "No phone is served a file that comes from it, so there is nothing to go back to.",
                object: reference.value.label,
                hint: "See what was saved before with cnfctl audit list --object '\(reference.value.label)'."
            )
        }
        let earlier = files.values.reduce(0, +) - files[latest, default: 0]
        return (try known(latest, object: reference.value.label, in: snapshot), earlier)
    }

    /// A store of an earlier schema did not keep what was saved.
    private static func known(_ revision: Int, object: String, in snapshot: any StoreSnapshot) throws -> Int {
        guard revision < (try snapshot.firstRevisionWithSavedState()) else { return revision }
        throw Problem(
            .conflict,
            code: "state-not-kept",
            "What was saved when revision \(revision) was made is not known: an earlier release of cnfd published it.",
            object: object,
            hint: "See the changes with cnfctl audit list --object '\(object)', and undo them by hand."
        )
    }
}
