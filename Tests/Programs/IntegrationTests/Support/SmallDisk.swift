import Glibc
import TestSupport

/// A disk of a few megabytes in a mount namespace of its own: it can be filled, and nobody else sees it.
///
/// Sendable, for of its holder nothing but the number is looked at once it is made.
final class SmallDisk: @unchecked Sendable {
    /// How this user may make one: as root, or in a user namespace; not at all where the system forbids both.
    private static let ways = [["--mount"], ["--user", "--map-root-user", "--mount"]]

    private static let way: [String]? = ways.first { way in
        let arguments = way + ["mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        guard let directory = try? TemporaryDirectory(),
            let process = try? ChildProcess(
                "/usr/bin/unshare",
                arguments,
                standardOutput: directory.path + "/out",
                standardError: directory.path + "/err"
            )
        else { return false }
        while true {
            if let end = process.poll() { return end == .exited(code: 0) }
            usleep(2_000)
        }
    }

    /// Whether the system lets this user make one.
    static var isAvailable: Bool { way != nil }

    private let directory: TemporaryDirectory
    private let holder: ChildProcess
    private let isOfUser: Bool

    /// Where it is, for those inside.
    var path: String { directory.path + "/disk" }

    /// What stands before a command so that it runs inside.
    var entrance: [String] {
        ["/usr/bin/nsenter", "--target", "\(holder.id)", "--mount"]
            + (isOfUser ? ["--user", "--preserve-credentials"] : [])
    }

    /// A disk of so many kilobytes.
    init(kilobytes: Int) async throws {
        guard let way = Self.way else { throw TestFailure("no mount namespace can be made") }
        isOfUser = way.count > 1
        directory = try TemporaryDirectory()
        let script = """
            mkdir -m 700 "$0" && mount -t tmpfs -o mode=700,size=\(kilobytes)k tmpfs "$0" && echo ready && exec sleep 100000
            """
        holder = try ChildProcess(
            "/usr/bin/unshare",
            way + ["sh", "-c", script, directory.path + "/disk"],
            standardOutput: directory.path + "/out",
            standardError: directory.path + "/err"
        )
        try await eventually("no small disk: \(try Files.text(directory.path + "/err"))") {
            try Files.text(directory.path + "/out").hasPrefix("ready")
        }
    }

    /// Writes until nothing more goes in.
    func fill() async throws {
        _ = try? await inside("dd", "if=/dev/zero", "of=\(path)/filler", "bs=1k")
    }

    /// Takes away what filled it.
    func empty() async throws { try await inside("rm", "\(path)/filler") }

    /// Lets nobody open a file for writing, or everybody again.
    func allowWriting(_ isAllowed: Bool) async throws {
        try await inside("mount", "-o", "remount,\(isAllowed ? "rw" : "ro")", path)
    }

    private func inside(_ command: String...) async throws {
        try await Command.tool(entrance[0], Array(entrance.dropFirst()) + command)
    }
}
