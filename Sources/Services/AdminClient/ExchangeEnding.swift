internal import AdminAPI
internal import Documents

/// How far an exchange has come, for whoever has to say why it ended before its end.
struct ExchangeEnding {
    /// Whether a part of the answer has come.
    var hasBegun = false
    /// Why the request could not be sent to its end.
    var failure: (any Error)?

    private let manner: RequestManner

    /// Nothing has come yet of the answer to a request of this manner.
    init(_ manner: RequestManner) { self.manner = manner }

    /// The connection broke, before the answer or in it.
    func problem(_ error: (any Error)? = nil) -> Problem {
        let reason = (error ?? failure).map { ": \($0)." } ?? "."
        return Problem(
            .unavailable,
            code: hasBegun ? "answer-cut-off" : "connection-lost",
            (hasBegun ? "The answer broke off before its end" : "The connection broke before the answer") + reason,
            object: "daemon",
            hint: manner == .changes
                ? "The change may have been made: look with cnfctl audit list before you repeat it."
                : "Nothing was changed. See whether the daemon runs, and repeat the request."
        )
    }
}
