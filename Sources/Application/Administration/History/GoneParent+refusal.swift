internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

extension GoneParent {
    /// Why an earlier state of an object cannot be saved, and what mends it.
    func refusal(of object: any SavedObject, in snapshot: any PastStateReading) throws -> Problem {
        Problem(
            .conflict,
            code: "deleted-since",
            "The \(noun) \(name) that it named then is deleted; nothing was changed.",
            object: object.label,
            field: field,
            hint: try remedy(in: snapshot)
        )
    }

    private func remedy(in snapshot: any PastStateReading) throws -> String {
        let word = ShellWord.quoted(name)
        let kept = try ObjectNoun(rawValue: noun).map { try DeletedObjects.all($0, name, in: snapshot) } ?? []
        return kept.isEmpty
            ? "It is not kept any more; add another of that name first, see cnfctl \(noun) add --help."
            : "Bring it back first with cnfctl \(noun) undelete \(word), then repeat the command."
    }
}
