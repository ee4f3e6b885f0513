internal import Documents
internal import Glibc
internal import Platform

/// Why nothing can be written where the state is; each has a remedy of its own, and none of them is to move anything away.
enum DiskFault: Error, Hashable {
    /// There is no space left, or the user may not use more of it.
    case full
    /// The file system is mounted read-only, by somebody or by the kernel after errors of the disk.
    case readOnly
    /// The daemon's user may not write there.
    case denied
    /// The disk fails; in the system's words.
    case failing(String)

    /// The fault that a system call ended with.
    init(errno code: CInt) {
        switch code {
        case ENOSPC, EDQUOT: self = .full
        case EROFS: self = .readOnly
        case EACCES, EPERM: self = .denied
        default: self = .failing(SystemFailure(errno: code).text)
        }
    }

    /// The fault that a system call ended with.
    init(_ failure: SystemFailure) { self.init(errno: failure.errno) }

    /// The fault of the system call that this thread made last.
    static var last: DiskFault { DiskFault(SystemFailure.last) }

    /// Opens a file where the state is.
    static func open(_ path: String, _ flags: CInt, mode: UInt32 = 0) throws(DiskFault) -> FileDescriptor {
        do throws(SystemFailure) {
            return try FileDescriptor(opening: path, flags, mode: mode)
        } catch {
            throw DiskFault(error)
        }
    }

    /// The refusal of whatever was to be written.
    ///
    /// - Parameters:
    ///   - path: The state directory.
    ///   - outcome: What became of it, for instance `nothing was changed`.
    /// - Returns: The refusal, with the remedy.
    func problem(_ path: String, _ outcome: String = "nothing was changed") -> Problem {
        let (code, message, hint): (String, String, String) =
            switch self {
            case .full:
                ("disk-full", "The disk is full", "Free some space and repeat the command.")
            case .readOnly:
                (
                    "disk-read-only", "The disk can only be read",
                    "See in the system's log why, make it writable again and repeat the command."
                )
            case .denied:
                (
                    "disk-denied", "cnfd's user may not write there",
                    "Run \(Self.ownership(of: path)) and repeat the command."
                )
            case .failing(let reason):
                (
                    "disk-error", "The disk failed: \(reason)",
                    "See the system's log for errors of the disk, and the daemon's limit of file sizes; then repeat the command."
                )
            }
        return Problem(
            .unavailable,
            code: code,
            "\(message); \(outcome).",
            object: "state directory \(path)",
            hint: hint
        )
    }

    /// The command that gives a state directory to the daemon's user. Its number, for looking its name up may take long.
    private static func ownership(of path: String) -> String {
        let word = ShellWord.quoted(path)
        return "chown -R \(geteuid()) \(word) && chmod -R u+rwX \(word)"
    }

    private static let probeName = "cnfd.probe"
    /// As much as a few commits need. Our own bound.
    private static let probeLength = 64 << 10

    /// Why nothing can be written in a state directory now; none when a file could be written and its bytes are on the disk.
    ///
    /// - Parameters:
    ///   - directory: The directory.
    ///   - files: Files in it that must be writable, too, where they are there.
    /// - Returns: The fault.
    static func probe(_ directory: String, files: [String]) -> DiskFault? {
        do throws(DiskFault) {
            try write("\(directory)/\(probeName)")
        } catch {
            return error
        }
        for file in files where unsafe faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0 && errno != ENOENT {
            return .last
        }
        return nil
    }

    private static func write(_ path: String) throws(DiskFault) {
        let file = try open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600)
        defer { unsafe unlink(path) }
        let bytes = [UInt8](repeating: 0, count: probeLength)
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file.value, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .last }
        guard count == bytes.count else { throw .full }
        guard fsync(file.value) == 0 else { throw .last }
    }
}
