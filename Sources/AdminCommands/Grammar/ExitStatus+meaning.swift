extension ExitStatus {
    /// What the exit code says, for help and man pages.
    var meaning: String {
        switch self {
        case .done: "done or no difference"
        case .difference: "difference"
        case .usage: "usage"
        case .notFound: "not found"
        case .conflict: "conflict"
        case .trust: "trust failure"
        case .validation: "refused by validation"
        case .unavailable: "daemon unreachable or unable"
        case .denied: "denied"
        }
    }

    /// All of them in a sentence.
    static var sentence: String {
        "Exit codes: " + allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ") + "."
    }
}
