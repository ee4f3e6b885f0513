internal import CommandLines

extension ExitStatus {
    /// What the exit code says, for help and man pages.
    var meaning: String {
        switch self {
        case .done: "done or no difference"
        case .difference: "difference, a step that does not hold, or a finding"
        case .usage: "usage"
        case .notFound: "not found"
        case .conflict: "conflict"
        case .trust: "trust failure"
        case .validation: "refused by validation"
        case .unavailable: "daemon unreachable or unable, or the answer could not be written"
        case .somePhonesFailed: "finished with failures on some phones"
        case .denied: "denied"
        case .interrupted: "interrupted"
        }
    }

    /// All of them in a sentence.
    static var sentence: String {
        "Exit codes: " + allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ") + "."
    }
}
