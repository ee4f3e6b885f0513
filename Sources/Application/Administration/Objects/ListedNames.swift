internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// The names that a list is asked for without wildcards: who writes one means an object that is there.
struct ListedNames {
    private let noun: ObjectNoun
    private let names: [String]

    /// The names of a request.
    init(_ request: ListObjects) {
        noun = request.noun
        names = request.names.filter { !Wildcard.isPattern($0) }
    }

    /// Refuses those that are not there.
    func requireAll(in snapshot: any ObjectFinding) throws {
        guard !names.isEmpty else { return }
        let configuration = try snapshot.configuration()
        for name in names { try require(name, configuration, in: snapshot) }
    }

    private func require(
        _ name: String,
        _ configuration: SavedConfiguration,
        in snapshot: any ObjectFinding
    ) throws {
        // There is one cluster, which has no name.
        guard noun != .cluster else { return }
        do {
            _ = try SavedItem(noun, name, configuration, in: snapshot)
        } catch let problem as Problem where problem.kind == .validation {
            // What cannot be a name is the name of nothing.
            throw Problem(
                .notFound,
                code: "not-found",
                "There is no \(noun.rawValue) \(name).",
                object: "\(noun.rawValue) \(name)",
                hint: "List the names with cnfctl \(noun.rawValue) list; * and ? are wildcards."
            )
        }
    }
}
