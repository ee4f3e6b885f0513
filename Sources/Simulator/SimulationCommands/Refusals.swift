internal import AdminAPI
internal import ArgumentParser
internal import Certificates
internal import CommandLines
internal import Documents
internal import Simulation

/// How commands tell what they refuse.
enum Refusals {
    /// Runs `body`; tells what it refuses, and ends the command with the exit code of the contract.
    ///
    /// - Parameters:
    ///   - json: Whether refusals are told in JSON, where data goes.
    ///   - body: The command.
    /// - Returns: What `body` returns.
    /// - Throws: The exit code, once the refusal is told.
    static func telling<Result>(json: Bool, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let report as ProblemReport {
            tell(report, json: json)
            throw ExitCode(ExitStatus.usage.rawValue)
        } catch let error as CertificateError {
            tell(ProblemReport([Problem(error, .usage)]), json: json)
            throw ExitCode(ExitStatus.usage.rawValue)
        } catch let problem as Problem {
            tell(ProblemReport([problem]), json: json)
            throw ExitCode(ExitStatus(problem.kind).rawValue)
        } catch let error as SimulationError {
            tell(ProblemReport([Problem(error, .unavailable)]), json: json)
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    private static func tell(_ report: ProblemReport, json: Bool) {
        guard json, let data = try? AdminJSON.encode(report, pretty: true) else {
            for problem in report.all { Output.error("cnfsim: \(problem)") }
            return
        }
        try? Output.standard(String(decoding: data, as: UTF8.self))
    }
}
