import TestSupport
import Testing

@testable import Notifiers

@Suite("A02: a program tells phones", .timeLimit(.patience))
struct CommandNotifierTests {
    @Test("It reads a line for each phone, with the address when it is known")
    func lines() async throws {
        let program = try TellingProgram("cat > heard")
        let outcome = try await program.tell(try phones(2))
        #expect(outcome == NotificationOutcome(told: 2, failed: 0))
        #expect(program.lines(of: "heard") == ["SEP001122330000\t192.0.2.0", "SEP001122330001"])
    }

    @Test("It reads every phone of a large site")
    func many() async throws {
        let program = try TellingProgram("wc -l > heard")
        let outcome = try await program.tell(try phones(20_000))
        #expect(outcome.told == 20_000)
        #expect(program.lines(of: "heard") == ["20000"])
    }

    @Test("One that ends with 0 has told all, also when it does not want to read all of them")
    func readsLittle() async throws {
        let program = try TellingProgram("head -n 1 > heard")
        let outcome = try await program.tell(try phones(20_000))
        #expect(outcome == NotificationOutcome(told: 20_000, failed: 0))
        #expect(program.lines(of: "heard") == ["SEP001122330000\t192.0.2.0"])
    }

    @Test(
        "One that ends otherwise than with 0 has told nobody, also when it reads nothing",
        arguments: [
            ("exit 3", "ended with code 3"), ("kill -9 $$", "was ended by signal 9"),
        ]
    )
    func fails(_ script: String, _ reason: String) async throws {
        let program = try TellingProgram(script)
        let outcome = try await program.tell(try phones(20_000))
        #expect(outcome == NotificationOutcome(told: 0, failed: 20_000, reason: "\(program.path) \(reason)"))
    }

    @Test("One that is not there has told nobody; with no phones nothing is run")
    func missing() async throws {
        let missing = CommandNotifier(path: "/nowhere/tell")
        let outcome = try await missing.tell(try phones(1))
        #expect(outcome.reason == "/nowhere/tell was not run: No such file or directory")
        #expect(try await missing.tell([]) == NotificationOutcome(told: 0, failed: 0))
    }
}
