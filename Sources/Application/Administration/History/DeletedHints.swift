internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// How to bring back what files name and was deleted; looked up once for each name, as a file may name it in every row.
final class DeletedHints {
    private struct Question: Hashable {
        let noun: String
        let name: ObjectName
    }

    private let snapshot: any StoreSnapshot
    private var answers: [Question: String?] = [:]

    /// Nothing looked up yet.
    init(_ snapshot: any StoreSnapshot) { self.snapshot = snapshot }

    /// How to bring back what had that name; none when nothing had, it is not kept any more, or too many names were asked for.
    func hint(_ noun: String, _ name: ObjectName) throws -> String? {
        let question = Question(noun: noun, name: name)
        if let known = answers[question] { return known }
        guard answers.count < ProblemCollector.maximum, let own = ObjectNoun(rawValue: noun) else { return nil }
        let hint = try DeletedObjects.hint(own, name.text, in: snapshot)
        answers[question] = .some(hint)
        return hint
    }
}
