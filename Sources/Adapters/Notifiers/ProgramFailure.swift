internal import Platform

/// Why a program did not do what it was run for.
enum ProgramFailure: Error, Hashable {
    /// The system's error when it was to be started.
    case notRun(CInt)
    /// The system's error when it was given its input, which is cut short.
    case inputLost(CInt)
    case tookTooLong
    case givenUp
    case ended(ProgramEnd)

    /// The rest of a sentence that begins with the program's path.
    var text: String {
        switch self {
        case .notRun(let code): "was not run: \(Self.text(code))"
        case .inputLost(let code): "was not given all of its input and was ended: \(Self.text(code))"
        case .tookTooLong: "took too long and was ended"
        case .givenUp: "was given up"
        case .ended(.exited(let code)): "ended with code \(code)"
        case .ended(.killed(let signal)): "was ended by signal \(signal)"
        case .ended(.unknown(let code)): "ended in a way that is not known: \(Self.text(code))"
        }
    }

    private static func text(_ code: CInt) -> String { SystemFailure(errno: code).text }
}
