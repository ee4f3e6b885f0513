internal import AdminAPI
internal import Documents

extension Language {
    /// What stands before a message.
    private var note: String {
        switch self {
        case .english: "Note: "
        case .japanese: "注意: "
        }
    }

    /// A message as a line of its own.
    func note(_ message: Message) -> String { note + text(message) }

    /// A message's sentences; in English, as the daemon sent them, where this language has no wording.
    func text(_ message: Message) -> String {
        switch self {
        case .english: message.text
        case .japanese: JapaneseMessages.text(message) ?? message.text
        }
    }

    /// A refusal with its sentences in this language, where it has a wording.
    func worded(_ problem: Problem) -> Problem {
        switch self {
        case .english:
            return problem
        case .japanese:
            guard let wording = JapaneseProblems.wording(problem) else { return problem }
            var worded = problem
            worded.message = wording.message
            worded.hint = wording.hint
            return worded
        }
    }
}
