import Glibc
import TestSupport

/// A program on a pseudo-terminal: what it shows is read, and what somebody would type is written, each in its turn.
final class TerminalSession {
    // ioctl_tty(2), as <asm-generic/ioctls.h> has them: Swift does not import what is made of sizes.
    private static let getNumber: UInt = 0x8004_5430
    private static let setLock: UInt = 0x4004_5431

    private var controller: Int32
    private let process: ChildProcess
    private var bytes: [UInt8] = []
    /// How far the screen was looked at.
    private var seen = 0

    /// Starts a program on a terminal of so many columns.
    init(_ program: String, _ arguments: [String], environment: [String: String], columns: UInt16 = 100) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var number: UInt32 = 0
        var lock: Int32 = 0
        guard controller >= 0, ioctl(controller, Self.setLock, &lock) == 0,
            ioctl(controller, Self.getNumber, &number) == 0
        else { throw TestFailure("no pseudo-terminal: errno \(errno)") }
        var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(controller, UInt(TIOCSWINSZ), &size) == 0 else { throw TestFailure("no size of a terminal") }
        process = try ChildProcess(program, arguments, environment: environment, terminal: "/dev/pts/\(number)")
    }

    deinit { if controller >= 0 { close(controller) } }

    /// Everything that was shown so far, as lines.
    var screen: String { String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n") }

    /// Waits until a text is shown that was not looked at yet.
    func wait(for text: String) async throws {
        let wanted = Array(text.utf8)
        try await eventually("\"\(text)\" was not shown:\n\(screen)") {
            let isOver = !read()
            if let found = bytes[seen...].firstRange(of: wanted) {
                seen = found.upperBound
                return true
            }
            guard !isOver else { throw TestFailure("It ended before \"\(text)\" was shown:\n\(screen)") }
            return false
        }
    }

    /// Types a line.
    func type(_ line: String) throws { try press(line + "\n") }

    /// Presses keys, for instance Ctrl-C, `\u{03}`.
    func press(_ keys: String) throws {
        let bytes = Array(keys.utf8)
        guard write(controller, bytes, bytes.count) == bytes.count else { throw TestFailure("nothing can be typed") }
    }

    /// Waits for the program's end and answers its exit code.
    func end() async throws -> Int32 {
        try await awaited("It did not end:\n\(screen)") {
            let isOver = !read()
            guard isOver, let end = process.poll() else { return nil }
            guard case .exited(let code) = end else { throw TestFailure("\(end):\n\(screen)") }
            return code
        }
    }

    /// Closes the terminal, as whoever closes its window does, and waits for the program's end.
    func hangUp() async throws -> ProcessEnd {
        close(controller)
        controller = -1
        return try await process.wait()
    }

    /// Reads what is there; `false` when nobody has the terminal open any more.
    private func read() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(controller, &buffer, buffer.count)
            guard count > 0 else { return count < 0 && errno == EAGAIN || process.poll() == nil }
            bytes += buffer[..<count]
        }
    }
}

extension RunningDaemon {
    /// Starts `cnfctl` on a terminal of its own.
    func terminal(_ arguments: [String], environment: [String: String] = [:]) throws -> TerminalSession {
        let variables = [
            "CNFD_SOCKET": socket, "TERM": "xterm", "NO_COLOR": "", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        ]
        return try TerminalSession(
            Programs.cnfctl,
            arguments,
            environment: variables.merging(environment) { _, given in given }
        )
    }
}
