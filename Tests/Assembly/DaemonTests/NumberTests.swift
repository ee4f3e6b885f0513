import ArgumentParser
import TestSupport
import Testing

@testable import Daemon

@Suite("Every number among the daemon's flags is refused with its range when it is out of it")
struct NumberTests {
    private static let flags = [
        "--stale-after", "--keep-revisions", "--keep-days", "--workers", "--max-transfers", "--max-unacknowledged",
        "--max-unacknowledged-per-file", "--max-request-rate", "--drain-timeout",
    ]
    private static let extremes = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "1e9", "x",
        String(repeating: "9", count: 400),
    ]

    @Test("Whatever is written", arguments: flags, extremes)
    func refused(_ flag: String, _ number: String) throws {
        let error = #expect(throws: (any Error).self) { try CnfdCommand.parse(["\(flag)=\(number)"]) }
        let message = CnfdCommand.message(for: try #require(error))
        #expect(message.contains(flag) && message.contains("Give a number from"), "\(message)")
    }

    @Test("None is forgotten here")
    func complete() { #expect(NumericOptions.names(of: CnfdCommand.self) == Set(Self.flags)) }

    @Test("The help names the defaults of those that have one")
    func defaults() throws {
        let command = try CnfdCommand.parse([])
        let help = CnfdCommand.helpMessage()
        let numbers = [
            command.staleAfter, command.keepRevisions, command.keepDays, command.tftp.maxTransfers,
            command.tftp.maxUnacknowledged, command.tftp.maxUnacknowledgedPerFile, command.tftp.drainTimeout,
        ]
        for number in numbers { #expect(help.contains("(default: \(number))")) }
    }

    @Test(
        "Lengths of time with their units",
        arguments: ["9223372036854775807d", "36526d", "-1h", "99999999999999999999s"]
    )
    func spans(_ text: String) throws {
        let error = #expect(throws: (any Error).self) {
            try CnfdCommand.parse(["--certificate-check-interval=\(text)"])
        }
        #expect(CnfdCommand.message(for: try #require(error)).contains("write it like 30d"))
    }
}
