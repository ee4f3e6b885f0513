/// How a command ends; the numbers are part of the contract with scripts, and the same as `cnfctl`'s.
enum ExitStatus: Int32 {
    /// Done.
    case done = 0
    /// The call is malformed, or needs a flag.
    case usage = 2
    /// The server cannot be reached, or the system does not allow it.
    case unavailable = 7
    /// Finished, with failures on some phones, or before a phone reached what was asked for.
    case someFailed = 8
}
