import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("doctor: real fetches over real sockets, which count for no phone", .timeLimit(.patience))
struct DoctorTests {
    private static let phone = "SEP001122334455"

    private func examine(_ daemon: RunningDaemon, _ arguments: String...) async throws -> ExaminationReport {
        let result = try await daemon.cnfctl(["doctor", "--json"] + arguments)
        let report: ExaminationReport = try result.json()
        #expect(result.code == (report.findings.isEmpty ? 0 : 1))
        return report
    }

    @Test("A probe is no fetch of the phone's: neither in its record nor in the operation's outcome")
    func countsForNoPhone() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.done("phone", "update", Self.phone, "--owner-user-id", "moved", "--reset")
        func arrived() async throws -> Int {
            try await daemon.done("operation", "show", "--json").json(OperationReport.self).counts.fetched
        }
        let report = try await examine(daemon, Self.phone)
        #expect(report.object == "phone \(Self.phone)")
        #expect(report.checks.first == "tftp")
        #expect(!report.findings.contains { $0.code.hasPrefix("tftp-") }, "\(report.findings)")
        #expect(report.findings.contains { $0.code == "never-fetched" })
        let events = try await daemon.transferEvents(of: "\(Self.phone).cnf.xml")
        #expect(events.count == 1 && events.allSatisfy { $0.contains(" outcome=fetched probe=true ") }, "\(events)")

        #expect(try await arrived() == 0)

        // The real one, which comes after it in the journal: once it is noted, the probe would have been.
        _ = try daemon.served()
        _ = try await daemon.transferEvents(of: "\(Self.phone).cnf.xml", count: 2)
        var fetch: Document?
        try await eventually("the fetch is not noted") {
            let shown: ObjectReport = try await daemon.done("phone", "show", Self.phone, "--json").json()
            fetch = shown.details["last-fetch"]
            return fetch?["time"] != nil
        }
        #expect(fetch?["has-served-file"]?.text == "true")
        #expect(try await arrived() == 1)
        let after = try await examine(daemon, Self.phone)
        #expect(!after.findings.contains { $0.code == "never-fetched" })
        let again: ObjectReport = try await daemon.done("phone", "show", Self.phone, "--json").json()
        #expect(again.details["last-fetch"] == fetch)
    }

    @Test("A site's findings: exit 1, the worst first, each with what mends it; the commands mend them")
    func site() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await examine(daemon)
        #expect(before.findings.map(\.code).contains("no-certificate"))
        let finding = try #require(before.findings.first { $0.code == "no-certificate" })
        #expect(finding.object == "srst branch-12")
        #expect(finding.command == "cnfctl srst certificate fetch branch-12")
        let ranks = before.findings.compactMap { ExaminationReport.Severity.allCases.firstIndex(of: $0.severity) }
        #expect(ranks == ranks.sorted())

        try await daemon.acceptCertificate()
        let accepted = try await examine(daemon)
        #expect(!accepted.findings.contains { $0.code == "no-certificate" })
        #expect(accepted.findings.contains { $0.code == "reset-needed" && $0.command == "cnfctl reset --pending" })
        try await daemon.done("reset", "--pending", "--yes")
        #expect(!(try await examine(daemon)).findings.contains { $0.code == "reset-needed" })
    }

    @Test("People read a line for each finding and what mends it")
    func text() async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await daemon.cnfctl("doctor")
        #expect(result.code == 1)
        #expect(result.error.isEmpty)
        #expect(
            result.output.contains(
                """

                warning  srst branch-12: no-certificate
                         It is secure, and no certificate of its gateway is accepted: its phones use no secure SRST.
                         run: cnfctl srst certificate fetch branch-12
                """
            ),
            "\(result.output)"
        )
    }

    @Test("The static directory and the notifier's program are looked at when they are asked about")
    func hostPaths() async throws {
        let directory = try TemporaryDirectory()
        let program = try directory.write("#!/bin/sh\n", to: "tell")
        var settings = RunningDaemon.Settings()
        settings.staticDirectory = directory.path
        settings.notifier = "command:\(program)"
        let daemon = try await RunningDaemon(settings)
        let report = try await examine(daemon)
        #expect(report.checks.contains("static-directory") && report.checks.contains("notifier"))
        // It is not executable.
        #expect(report.findings.contains { $0.code == "notifier-unusable" && $0.cause.contains("Permission denied") })
        #expect(!report.findings.contains { $0.code == "static-directory-unusable" })
    }

    @Test("Somebody who guesses phones' names is told of")
    func enumeration() async throws {
        let daemon = try await RunningDaemon.withSite()
        #expect(!(try await examine(daemon)).findings.contains { $0.code == "enumeration-suspected" })
        for number in 10...99 {
            #expect(try PhoneClient(port: daemon.port, file: "SEP00112233AA\(number).cnf.xml").begin() != nil)
        }
        let finding = try #require(try await examine(daemon).findings.first { $0.code == "enumeration-suspected" })
        #expect(finding.severity == .warning && finding.cause.contains("127.0.0.1 (last at 20"), "\(finding)")
    }

    @Test("3: a phone that is not there")
    func unknownPhone() async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await daemon.cnfctl("doctor", "SEP0011223344FF")
        #expect(result.code == 3)
        #expect(result.error.hasPrefix("cnfctl: phone SEP0011223344FF: There is no phone SEP0011223344FF."))
    }
}
