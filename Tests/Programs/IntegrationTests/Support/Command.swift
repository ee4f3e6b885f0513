import AdminAPI
import Documents
import FoundationEssentials
import TestSupport
import Testing

/// What a finished command said.
struct CommandResult {
    let end: ProcessEnd
    let outputBytes: [UInt8]
    let error: String

    var output: String { String(decoding: outputBytes, as: UTF8.self) }

    /// The exit code; 128 and more for a signal, as shells say it.
    var code: Int32 {
        switch end {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        }
    }

    /// The lines on standard error.
    var errorLines: [String] { error.split(separator: "\n").map(String.init) }

    /// The answer behind `--json`.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try AdminJSON.decode(type, from: Data(outputBytes))
    }

    /// The refusal behind `--json`.
    func problems() throws -> [Problem] { try json(ProblemReport.self).all }
}

/// Programs run to their end.
enum Command {
    /// Runs a program and gathers what it says.
    static func run(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> CommandResult {
        try await start(program, arguments, environment: environment).result()
    }

    /// Starts a program whose result is asked for later.
    static func start(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> RunningCommand {
        try RunningCommand(program, arguments, environment)
    }

    /// Runs a program of the system, found as a shell finds it, that must succeed.
    @discardableResult
    static func tool(_ name: String, _ arguments: String...) async throws -> CommandResult {
        try await tool(name, arguments)
    }

    /// Runs a program of the system, found as a shell finds it, that must succeed.
    @discardableResult
    static func tool(_ name: String, _ arguments: [String]) async throws -> CommandResult {
        let result = try await run("/usr/bin/env", [name] + arguments)
        guard result.code == 0 else { throw TestFailure("\(name) ended with \(result.code): \(result.error)") }
        return result
    }
}

/// A command under way.
final class RunningCommand {
    let process: ChildProcess
    private let directory: TemporaryDirectory

    fileprivate init(_ program: String, _ arguments: [String], _ environment: [String: String]) throws {
        directory = try TemporaryDirectory()
        process = try ChildProcess(
            program,
            arguments,
            environment: environment,
            standardOutput: directory.path + "/out",
            standardError: directory.path + "/err"
        )
    }

    /// Waits until it has said a text on standard error.
    func says(_ text: String) async throws {
        try await eventually("it does not say: \(text)") {
            if try Files.text(directory.path + "/err").contains(text) { return true }
            if let end = process.poll() { throw TestFailure("it ended: \(end)") }
            return false
        }
    }

    /// Waits for the end.
    func result() async throws -> CommandResult {
        let end = try await process.wait()
        return CommandResult(
            end: end,
            outputBytes: try Files.read(directory.path + "/out"),
            error: try Files.text(directory.path + "/err")
        )
    }
}
