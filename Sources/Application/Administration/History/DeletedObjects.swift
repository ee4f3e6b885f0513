internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// The deleted objects that can be brought back.
enum DeletedObjects {
    /// Those of that name, the one that was deleted last first.
    static func all(_ noun: ObjectNoun, _ name: String, in snapshot: any PastStateReading) throws -> [DeletedObject] {
        guard let folded = noun.folded(name) else { return [] }
        var found: [DeletedObject] = []
        try snapshot.forEachDeletedObject(ofNoun: noun.rawValue, named: folded, after: nil) {
            found.append($0)
            return true
        }
        return found.sorted { ($0.deletion.time, $0.id) > ($1.deletion.time, $1.id) }
    }

    /// The one of that name that was deleted last, or at a time, and how many others of the name there are.
    ///
    /// - Parameters:
    ///   - noun: The noun.
    ///   - name: The name.
    ///   - time: When it was deleted, as lists tell it; the last time unless it is given.
    ///   - snapshot: The store.
    /// - Returns: It, and the number of the others.
    /// - Throws: `Problem` when there is none.
    static func find(
        _ noun: ObjectNoun,
        _ name: String,
        deletedAt time: String?,
        in snapshot: any ObjectFinding
    ) throws -> (object: DeletedObject, others: Int) {
        let label = try Self.label(noun, name)
        let found = try all(noun, name, in: snapshot)
        guard let last = found.first else { throw try missing(noun, name, label, in: snapshot) }
        guard let time else { return (last, found.count - 1) }
        let second = try UnixTime(time, field: "deleted-at")
        guard let chosen = found.first(where: { $0.deletion.time == second }) else {
            let times = found.map { $0.deletion.time.text }.joined(separator: ", ")
            throw Problem(
                .notFound,
                code: "not-found",
                "No \(label) was deleted at \(second.text).",
                object: label,
                field: "deleted-at",
                hint: "One was deleted at \(times)."
            )
        }
        return (chosen, found.count - 1)
    }

    /// How to bring back what is asked for by a name that it had; none when it cannot be.
    static func hint(_ noun: ObjectNoun, _ name: String, in snapshot: any PastStateReading) throws -> String? {
        guard let last = try all(noun, name, in: snapshot).first else { return nil }
        return
            "\(last.deletion.actor) deleted it on \(last.deletion.time.text); cnfctl \(noun.rawValue) undelete "
            + "\(ShellWord.quoted(last.name)) brings it back."
    }

    /// How messages name what has, or had, that name.
    private static func label(_ noun: ObjectNoun, _ name: String) throws -> String {
        let own = noun == .phone ? try Names.phone(name).description : try Names.object(name, noun: noun.rawValue).text
        return "\(noun.rawValue) \(own)"
    }

    private static func missing(
        _ noun: ObjectNoun,
        _ name: String,
        _ label: String,
        in snapshot: any ObjectFinding
    ) throws -> Problem {
        let list = "cnfctl \(noun.rawValue) list --deleted"
        if let item = try SavedItem.found(noun, name, snapshot.configuration(), in: snapshot) {
            return Problem(
                .conflict,
                code: "not-deleted",
                "It is saved, and no other of that name can be brought back.",
                object: item.value.label,
                hint: "To undo a change of it, run cnfctl \(noun.rawValue) revert \(ShellWord.quoted(name))."
            )
        }
        let departure = try Departure.latest(of: label, in: snapshot)
        return Problem(
            .notFound,
            code: "not-found",
            departure.map { "It \($0.sentence), and is not kept any more." } ?? "No \(label) was deleted.",
            object: label,
            hint: departure == nil
                ? "See what can be brought back with \(list)."
                : "See what it was with cnfctl audit list --object \(ShellWord.quoted(label)), and add it again."
        )
    }
}
