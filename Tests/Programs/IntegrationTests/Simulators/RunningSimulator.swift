import Glibc
import TestSupport

/// A real `cnfsim` that goes on until it is told to end; it ends with this object.
final class RunningSimulator {
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    convenience init(_ arguments: String...) throws { try self.init(arguments) }

    init(_ arguments: [String]) throws {
        directory = try TemporaryDirectory()
        process = try ChildProcess(
            Programs.cnfsim,
            arguments,
            standardOutput: directory.path + "/out",
            standardError: directory.path + "/err"
        )
    }

    /// A gateway on ports that the kernel chooses, with a certificate made for `name`.
    static func gateway(_ name: String, _ more: [String]) throws -> RunningSimulator {
        let ports = ["--provider-port", "0", "--clear-port", "0", "--tls-port", "0"]
        return try RunningSimulator(["gateway"] + ports + ["--make-certificate", name, "--key-type", "ec"] + more)
    }

    /// The lines it has printed so far.
    func lines() throws -> [String] {
        try Files.text(directory.path + "/out").split(separator: "\n").map(String.init)
    }

    /// Waits until it has printed so many lines that begin as given, and answers the last of them.
    @discardableResult
    func line(beginning start: String, count: Int = 1) async throws -> String {
        try await awaited("cnfsim did not print \"\(start)\": \(try all())") {
            let found = try lines().filter { $0.hasPrefix(start) }
            if found.count >= count { return found[count - 1] }
            if let end = process.poll() {
                throw TestFailure("cnfsim ended (\(end)) without \"\(start)\": \(try all())")
            }
            return nil
        }
    }

    /// Waits until it is ready, and answers the port of a service.
    func port(_ service: String) async throws -> String {
        try await line(beginning: "ready")
        let line = try await line(beginning: "listening service=\(service) ")
        return String(line.split(separator: ":").last ?? "")
    }

    func signal(_ number: Int32) { process.signal(number) }

    func end() async throws -> ProcessEnd {
        process.signal(SIGTERM)
        return try await process.wait()
    }

    private func all() throws -> String {
        try lines().joined(separator: "\n") + (try Files.text(directory.path + "/err"))
    }
}

/// A phones' certificate authority in a directory of its own, made by `cnfsim capf`.
struct SimulatedCAPF {
    let directory: TemporaryDirectory

    init() async throws {
        directory = try TemporaryDirectory()
        try await Self.run("init", "--directory", directory.path + "/capf", "--key-type", "ec")
    }

    var root: String { path("CAPF.der") }

    func path(_ name: String) -> String { "\(directory.path)/capf/\(name)" }

    /// Issues a phone's certificate, and answers the paths of it and its key.
    func issue(_ name: String, _ arguments: String...) async throws -> (certificate: String, key: String) {
        try await Self.run(["issue", name, "--directory", directory.path + "/capf", "--key-type", "ec"] + arguments)
        return (path("\(name).pem"), path("\(name).key"))
    }

    private static func run(_ arguments: String...) async throws { try await run(arguments) }

    private static func run(_ arguments: [String]) async throws {
        let result = try await Command.run(Programs.cnfsim, ["capf"] + arguments)
        guard result.code == 0 else { throw TestFailure("cnfsim capf: \(result.error)") }
    }
}
