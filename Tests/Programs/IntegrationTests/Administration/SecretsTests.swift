import AdminAPI
import GRDB
import TestSupport
import Testing

@Suite("A06: secrets stay secret", .timeLimit(.patience))
struct SecretsTests {
    @Test("A06: no answer, log or audit record shows a secret that was not asked for")
    func masked() async throws {
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(logLevel: "trace"))
        // Every secret changes, so that differences have something to hide.
        let site = try Files.text(Fixture.site)
            .replacing("swordfish", with: "swordfish-2").replacing("\"12345\"", with: "\"123456\"")
            .replacing("'p<w>&", with: "'p<w>&2").replacing("second&secret", with: "second&secret-2")
            .replacing(": hidden", with: ": hidden-2").replacing("tanaka-secret", with: "tanaka-secret-2")
            .replacing("osaka-secret", with: "osaka-secret-2")
        var answers = [try await daemon.apply(site, "--plan"), try await daemon.apply(site)]
        #expect(answers[1].output.contains("3 updated"))
        for phone in Fixture.phones {
            answers += try await daemon.answers("phone", "show", phone)
            answers += try await daemon.answers("file", "show", phone)
            answers += try await daemon.answers("file", "show", phone, "--saved")
            answers += try await daemon.answers("file", "diff", phone)
        }
        answers += try await daemon.answers("export")
        answers += try await daemon.answers("phone", "list")
        answers += try await daemon.answers("reset", "--all", "--plan")
        answers += try await daemon.answers("reset", "--all", "--yes")
        answers += try await daemon.answers("phone", "delete", "SEP00112233445B", "--yes")
        for answer in answers {
            #expect(Fixture.secrets(in: answer.output + answer.error) == [], "\(answer.output)")
        }
        let diffs = answers.filter { $0.output.contains("********") && $0.output.contains("Password") }
        #expect(!diffs.isEmpty)

        _ = try daemon.served("SEP001122334455")
        _ = try await daemon.transferEvents(of: "SEP001122334455.cnf.xml")
        daemon.terminate()
        _ = try await daemon.stopped()
        #expect(Fixture.secrets(in: try daemon.log()) == [])
        let audit = try daemon.auditTrail()
        #expect(audit.contains { $0.hasPrefix("update phone SEP001122334455 ") })
        for record in audit { #expect(Fixture.secrets(in: record) == [], "\(record)") }
    }

    @Test("A06: secrets are shown to whoever asks, and that is audited")
    func shown() async throws {
        let daemon = try await RunningDaemon.withSite()
        let file = try await daemon.done("file", "show", "SEP001122334455", "--show-secrets")
        #expect(Array(file.output.utf8) == (try daemon.served("SEP001122334455")))
        #expect(Set(Fixture.secrets(in: file.output)).isSuperset(of: ["swordfish", "12345", "p&lt;w", "hidden"]))
        let export = try await daemon.done("export", "--show-secrets")
        #expect(Set(Fixture.secrets(in: export.output)).isSuperset(of: ["swordfish", "12345", "p<w>", "osaka-secret"]))
        try await daemon.done("export")

        daemon.terminate()
        _ = try await daemon.stopped()
        let disclosures = try daemon.auditTrail().filter { $0.hasPrefix("show-secrets ") }
        #expect(disclosures.count == 2)
        #expect(disclosures[0].hasPrefix("show-secrets phone SEP001122334455 "))
        #expect(disclosures[1].hasPrefix("show-secrets export "))
    }

    @Test("A06: a masked export can be applied again and changes nothing; with secrets it makes the same site anew")
    func exportedAgain() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let secrets = try await daemon.export()
        let masked = try await daemon.done("export").output
        #expect(masked.contains("********"))
        let applied: ApplyReport = try await daemon.apply(masked, "--json").json()
        #expect(applied.created.isEmpty && applied.updated.isEmpty, "\(applied.updated)")
        #expect(try await daemon.export() == secrets)

        let other = try await RunningDaemon()
        // A mask that stands for nothing is refused, not stored.
        let refused = try await other.apply(masked)
        #expect(refused.code == 6)
        #expect(try await other.status().phones == 0)
        #expect(try await other.apply(secrets).code == 0)
        // The file names the accepted certificate, which is not in it.
        try await other.acceptCertificate()
        #expect(try await other.export().withoutPosition == secrets.withoutPosition)
        _ = try await other.reset("--all")
        #expect(try other.served() == daemon.served())
    }
}

extension RunningDaemon {
    /// What a command answers, for people and for programs; a difference is no failure.
    fileprivate func answers(_ arguments: String...) async throws -> [CommandResult] {
        var results: [CommandResult] = []
        for flags in [[], ["--json"]] {
            let result = try await cnfctl(arguments + flags)
            // A phone is deleted only once.
            guard [0, 1].contains(result.code) || arguments.contains("delete") else {
                throw TestFailure("cnfctl \(arguments) ended with \(result.code): \(result.error)")
            }
            results.append(result)
        }
        return results
    }

    /// The records of the audit table, in order; the daemon must have stopped.
    fileprivate func auditTrail() throws -> [String] {
        let queue = try DatabaseQueue(path: stateDirectory + "/cnfd.sqlite")
        return try queue.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT action || ' ' || object || ' ' || coalesce(before, '') || ' ' || coalesce(after, '')
                    FROM audit ORDER BY sequence
                    """
            )
        }
    }
}
