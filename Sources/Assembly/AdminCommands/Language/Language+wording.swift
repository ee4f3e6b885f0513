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

    /// What a change of the cluster security mode is asked about with.
    func modeChange(to mode: String) -> String {
        switch self {
        case .english: "This changes the cluster security mode to \(mode)."
        case .japanese: "クラスタのセキュリティ モードを \(mode) に変更します。"
        }
    }

    /// What asks for a yes.
    var question: String {
        switch self {
        case .english: "Continue? [y/N] "
        case .japanese: "続行しますか? [y/N] "
        }
    }

    /// What `status` calls the phones that wait for a reset.
    var pending: String {
        switch self {
        case .english: "pending"
        case .japanese: "リセット待ち"
        }
    }

    /// What `status` calls those whose changes they wait for.
    var pendingBy: String {
        switch self {
        case .english: "pending by"
        case .japanese: "変更した人"
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
