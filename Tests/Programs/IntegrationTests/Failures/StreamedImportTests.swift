import AdminAPI
import Glibc
import TestSupport
import Testing

@Suite("A05: a sheet is imported while it comes, and wholly or not at all", .timeLimit(.patience))
struct StreamedImportTests {
    private static func sheet(_ rows: Int) -> String {
        "name,protocol,model,device-pool,security-profile,description\n"
            + GeneratedSite.names(rows).map { "\($0),sip,8841,HQ,sip-plain,\(String(repeating: "x", count: 40))\n" }
            .joined()
    }

    @Test("A sheet that breaks off in the middle saves nothing, although its first rows were taken")
    func brokenOff() async throws {
        let daemon = try await RunningDaemon.withSite()
        let phones = try await daemon.status().phones
        // More often than imports are let in at once.
        for _ in 0..<3 {
            let connection = try RawRequest(daemon.socket)
            connection.chunkedHead("object/import")
            connection.writeChunk(#"{"noun":"phone","keep-going":true,"plan":false,"confirm":false}"# + "\n")
            connection.writeChunk(Self.sheet(200))
            connection.close()
        }
        // Whatever it did is over once another change is made.
        try await daemon.done("srst", "copy", "branch-12", "branch-13")
        #expect(try await daemon.status().phones == phones)
        let path = try daemon.directory.write(Self.sheet(5), to: "sheet.csv")
        try await daemon.done("phone", "import", path)
        #expect(try await daemon.status().phones == phones + 5)
    }

    @Test("A sheet that stops coming is given up, so that others can change something")
    func stalled() async throws {
        let daemon = try await RunningDaemon.withSite()
        let connection = try RawRequest(daemon.socket)
        connection.chunkedHead("object/import")
        connection.writeChunk(#"{"noun":"phone","keep-going":true,"plan":false,"confirm":false}"# + "\n")
        connection.writeChunk(Self.sheet(20))
        try await daemon.done("srst", "copy", "branch-12", "branch-13")
        let answer = connection.answer()
        #expect(answer.contains("\"code\":\"import-stalled\""), "\(answer)")
        #expect(try await daemon.cnfctl("phone", "show", GeneratedSite.names(1)[0]).code == 3)
    }

    @Test("Rows that are refused by the thousand are counted, and a thousand of them told")
    func refusals() async throws {
        let daemon = try await RunningDaemon.withSite()
        let text = Self.sheet(3_000).replacing(",HQ,", with: ",H0,")
        let path = try daemon.directory.write(text, to: "sheet.csv")
        let result = try await daemon.cnfctl("phone", "import", path, "--json")
        #expect(result.code == 6, "\(result.error)")
        #expect(result.output.ranges(of: "\"refused\"").count >= 1_000)
        #expect(result.output.ranges(of: "dangling-reference").count == 1_000)
        #expect(result.output.contains("3000"))
    }

    @Test("From a pipe it is gathered before anything is asked of the daemon")
    func pipe() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write(Self.sheet(300), to: "sheet.csv")
        let script =
            "(head -n 100 '\(path)'; sleep 1; tail -n +101 '\(path)') | exec '\(Programs.cnfctl)' phone import - --json"
        let result = try await Command.run("/bin/sh", ["-c", script], environment: ["CNFD_SOCKET": daemon.socket])
        #expect(result.code == 0, "\(result.error)")
    }
}
