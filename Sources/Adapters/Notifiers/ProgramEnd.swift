/// How a program ended.
enum ProgramEnd: Hashable {
    case exited(code: CInt)
    case killed(signal: CInt)
    /// The system does not tell, with its error: another part of this process may have asked before.
    case unknown(CInt)

    /// What a status says that waitpid(2) gave.
    init(status: CInt) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited(code: status >> 8 & 0xFF) : .killed(signal: signal)
    }
}
