internal import AdminAPI
internal import ArgumentParser

extension ClockAnswer {
    /// The help of `--clock-was-wrong`.
    static let wasWrongHelp: ArgumentHelp =
        "Go on although the clock stands before the last known time: it was wrong then, and is right now."

    /// What a question begins with when it asks about the clock, too; empty when the daemon did not ask about it.
    static func question(_ messages: [Message]) -> String {
        messages.filter { $0.code == MessageCode.clockFarAhead.rawValue }
            .map { Language.current.text($0) + " " }.joined()
    }
}
