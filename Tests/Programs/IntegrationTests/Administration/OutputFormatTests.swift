import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A05: --output", .timeLimit(.patience))
struct OutputFormatTests {
    @Test("A list as table, CSV and names; an object as YAML")
    func formats() async throws {
        let daemon = try await RunningDaemon.withSite()
        let table = try await daemon.done("srst", "list", "branch-12", "--output", "table").output
        #expect(table == (try await daemon.done("srst", "list", "branch-12").output))
        let csv = try await daemon.done("srst", "list", "branch-*", "--output", "csv").output.split(separator: "\n")
        #expect(
            csv.first == """
                name,sccp.1.address,sccp.1.port,sccp.2.address,sccp.2.port,sip.1.address,sip.1.port,secure,\
                certificate-provider-port
                """
        )
        #expect(csv.contains("branch-12,127.0.12.1,2000,127.0.12.2,2443,127.0.12.1,5060,true,2445"))
        #expect(
            try await daemon.done("phone", "list", "--output", "name").output.split(separator: "\n").map(String.init)
                == Fixture.phones
        )
        let yaml = try await daemon.done("srst", "show", "branch-12", "--output", "yaml").output
        #expect(yaml.contains("\n  name: branch-12\n"), "\(yaml)")
        let refused = try await daemon.cnfctl("srst", "show", "none", "--output", "yaml")
        #expect(refused.code == 3)
        #expect(refused.output.contains("code: not-found"), "\(refused.output)")
        #expect(refused.error.isEmpty)
    }

    @Test("What is no table is refused as CSV before anything is changed")
    func noTable() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let result = try await daemon.cnfctl("srst", "update", "branch-12", "--secure", "false", "--output", "csv")
        #expect(result.code == 2)
        #expect(result.errorLines.count == 1)
        #expect(result.output.isEmpty)
        #expect(try await daemon.export() == before)
        #expect(try await daemon.cnfctl("status", "--output", "xml").code == 2)
    }

    @Test("Operations are a table as every list is, in the order that is asked for")
    func operations() async throws {
        let daemon = try await RunningDaemon.withSite()
        #expect(try await daemon.done("operation", "list").output.isEmpty)
        for name in ["a", "b"] {
            try await daemon.done("phone", "update", "SEP001122334455", "--owner-user-id", name, "--reset", "--yes")
        }
        let lines = try await daemon.done("operation", "list", "--output", "csv").output.split(separator: "\n")
        #expect(lines.first == "id,started,by,state,converged,stale,selection")
        #expect(lines.count == 3)
        let sorted = try await daemon.done("operation", "list", "--output", "csv", "--sort", "id").output
        #expect(sorted.split(separator: "\n").dropFirst().map { $0.prefix(2) } == ["1,", "2,"])
        let report: OperationListReport = try await daemon.done("operation", "list", "--json", "--sort", "id").json()
        #expect(report.operations.map(\.id) == [1, 2])
    }

    @Test("3: trust export with nothing to export is refused")
    func nothingToExport() async throws {
        let daemon = try await RunningDaemon()
        let result = try await daemon.cnfctl("trust", "export")
        #expect(result.code == 3)
        #expect(
            result.error
                == "cnfctl: trust: Nothing is set or imported yet. Run cnfctl capf set or cnfctl trust import.\n"
        )
        #expect(try await daemon.cnfctl("trust", "list", "--json").code == 0)
    }
}
