public import Documents

/// How a command of `cnfctl` or `cnfsim` ends; the numbers are part of the contract with scripts.
public enum ExitStatus: Int32, CaseIterable {
    /// Done, or no difference.
    case done = 0
    /// There is a difference, a step of a checklist does not hold, or something was found.
    case difference = 1
    /// The call is malformed, or needs a flag because nobody can be asked.
    case usage = 2
    /// A named object does not exist.
    case notFound = 3
    /// The object has changed since, or is in use.
    case conflict = 4
    /// A certificate cannot be trusted.
    case trust = 5
    /// A value cannot be.
    case validation = 6
    /// The daemon cannot be reached, or cannot do it now; or the answer could not be written.
    case unavailable = 7
    /// It is finished, but not at every phone.
    case somePhonesFailed = 8
    /// The caller may not do this.
    case denied = 9
    /// Interrupted by Ctrl-C.
    case interrupted = 130

    /// The status of a refusal.
    public init(_ kind: Problem.Kind) {
        self =
            switch kind {
            case .usage: .usage
            case .notFound: .notFound
            case .conflict: .conflict
            case .trust: .trust
            case .validation, .unconfirmed: .validation
            case .unavailable: .unavailable
            case .denied: .denied
            }
    }
}
