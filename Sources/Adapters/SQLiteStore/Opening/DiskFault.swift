internal import Documents
internal import Glibc

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
        default: self = .failing(unsafe String(cString: strerror(code)))
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
        let path = "\(directory)/\(probeName)"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return DiskFault(errno: errno) }
        defer {
            close(descriptor)
            unsafe unlink(path)
        }
        let bytes = [UInt8](repeating: 0, count: probeLength)
        let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { return DiskFault(errno: errno) }
        guard count == bytes.count else { return .full }
        guard fsync(descriptor) == 0 else { return DiskFault(errno: errno) }
        for file in files where unsafe faccessat(AT_FDCWD, file, W_OK, AT_EACCESS) != 0 && errno != ENOENT {
            return DiskFault(errno: errno)
        }
        return nil
    }
}
