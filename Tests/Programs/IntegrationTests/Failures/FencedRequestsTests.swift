import AdminAPI
import Documents
import Glibc
import TestSupport
import Testing

@Suite("A05, P05: whatever a request holds, its time and memory are bounded", .timeLimit(.patience))
struct FencedRequestsTests {
    /// How much more memory than before a daemon may ever have had, in KiB: what a debug build takes for the largest body of
    /// a request and what is made of it.
    private static let slack = 262_144

    /// Less than a kilobyte whose aliases stand for two to the power of 25 values each.
    private static let bomb =
        (1...25).reduce("a0: &a0 [x, x]\n") { text, level in
            text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        } + "b: {? *a25 : x, ? *a24 : y}\n"

    @Test("Plans of a page of nested aliases are refused, and status is answered beside them")
    func bombs() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write(Self.bomb, to: "bomb.yaml")
        let plans = try (0..<6).map { _ in try daemon.startCnfctl("plan", "-f", path) }
        #expect(try await daemon.cnfctl("status").code == 0)
        for plan in plans {
            let result = try await plan.result()
            #expect(result.code == 6, "\(result.error)")
            #expect(result.error.contains("holds more than") || result.error.contains("is an alias"), "\(result.error)")
        }
    }

    @Test("SIGTERM while a large plan is made: it is given up, with a sentence of its own, and the daemon ends")
    func stopping() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write(GeneratedSite.text(phones: 20_000, edition: "a"), to: "large.yaml")
        let before = try daemon.processorTicks()
        let plan = try daemon.startCnfctl("plan", "-f", path)
        // It is at work.
        for _ in 0..<10_000 where try daemon.processorTicks() < before + 20 {
            try await Task.sleep(for: .milliseconds(3))
        }
        daemon.terminate()
        let result = try await plan.result()
        #expect(try await daemon.stopped() == .exited(code: 0))
        #expect(result.code == 7, "\(result.error)")
        #expect(
            result.error.hasSuffix(
                "cnfctl: The daemon is stopping, so the request was given up; nothing was changed. "
                    + "Repeat it when the daemon runs again.\n"
            ),
            "\(result.error)"
        )
    }

    @Test("Bodies that are never finished are not held: they wait, and the others are answered")
    func unfinished() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try daemon.peakMemory()
        let connections = try (0..<12).map { _ in
            let connection = try RawRequest(daemon.socket)
            connection.head("site/apply", length: 100 << 20)
            return connection
        }
        let chunk = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
        for _ in 0..<50 {
            for connection in connections { _ = connection.writeWithoutWaiting(chunk) }
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(try await daemon.cnfctl("status").code == 0)
        #expect(try await daemon.cnfctl("srst", "show", "branch-12").code == 0)
        #expect(try daemon.peakMemory() < before + Self.slack)
        // Those that wait are not in the way of its end.
        daemon.terminate()
        #expect(try await daemon.stopped() == .exited(code: 0))
        withExtendedLifetime(connections) {}
    }

    @Test("A request that is too large is refused by its head, before its body is sent")
    func tooLarge() async throws {
        let daemon = try await RunningDaemon.withSite()
        let connection = try RawRequest(daemon.socket)
        connection.head("object/show", length: 1 << 30)
        let answer = connection.answer()
        #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
        #expect(answer.contains("\"code\":\"request-too-large\""))
        #expect(answer.contains("larger than 64 KiB, the most that object/show takes"))
    }

    @Test("JSON without end, in depth and in width")
    func json() async throws {
        let daemon = try await RunningDaemon.withSite()
        let deep = String(repeating: "[", count: 20_000)
        let wide = "{\"text\":\"\",\"x\":[" + String(repeating: "1,", count: 1_500_000) + "1]}"
        for (path, body) in [("object/show", deep), ("site/apply", wide)] {
            let connection = try RawRequest(daemon.socket)
            connection.head(path, length: body.utf8.count)
            connection.write(Array(body.utf8))
            let answer = connection.answer()
            #expect(answer.contains("\"code\":\"malformed-request\""), "\(path): \(answer)")
        }
    }

    @Test("Thousands of phones with the same slip: the first are named, the others counted, one suggestion")
    func slips() async throws {
        let daemon = try await RunningDaemon.withSite()
        let site = GeneratedSite.text(phones: 3_000, edition: "a").replacing(
            "device-pool: Branch",
            with: "device-pool: Brunch"
        )
        let result = try await daemon.apply(site, "--json")
        #expect(result.code == 6)
        let problems = try result.problems()
        #expect(problems.count == ProblemCollector.maximum + 1)
        #expect(problems.first?.code == "dangling-reference")
        #expect(problems.last?.code == "more-problems")
    }

    @Test("Numbers at the end of what numbers can be, through the API", arguments: [Int.max, .min])
    func numbers(_ number: Int) async throws {
        let daemon = try await RunningDaemon.withSite()
        let bodies = [
            ("reset/run", #"{"scope":"all","plan":false,"confirm":false,"stale-after":\#(number)}"#),
            ("reset/run", #"{"scope":"all","plan":false,"confirm":false,"waves":{"size":\#(number),"pause":1}}"#),
            ("reset/run", #"{"scope":"all","plan":false,"confirm":false,"waves":{"size":1,"pause":\#(number)}}"#),
            (
                "reset/run",
                #"{"scope":"all","plan":false,"confirm":false,"waves":{"size":1,"pause":1,"stop-on-stale":\#(number)}}"#
            ), ("audit/list", #"{"limit":\#(number)}"#), ("operation/list", #"{"limit":\#(number)}"#),
            ("revision/list", #"{"limit":\#(number)}"#), ("operation/show", #"{"id":\#(number),"phones":false}"#),
            (
                "object/list",
                #"{"noun":"srst","pending":false,"names":[],"filters":[],"columns":false,"show-secrets":false,"deleted":false,"#
                    + #""expiring":\#(number)}"#
            ), ("operation/cancel", #"{"id":\#(number),"plan":false}"#),
            (
                "object/update",
                #"{"noun":"srst","name":"branch-12","fields":{},"reset":false,"version":\#(number),"plan":false}"#
            ),
            (
                "object/delete",
                #"{"noun":"srst","name":"branch-20","detach":true,"reset":false,"version":\#(number),"plan":false}"#
            ),
        ]
        for (path, body) in bodies {
            let connection = try RawRequest(daemon.socket)
            connection.head(path, length: body.utf8.count, headers: ["Connection: close"])
            connection.write(Array(body.utf8))
            let answer = connection.answer()
            #expect(
                answer.contains("\"out-of-range\"") || answer.contains("\"not-found\""),
                "\(path) \(body): \(answer)"
            )
        }
        #expect(try await daemon.cnfctl("status").code == 0)
    }

    @Test(
        "Times beyond all calendars",
        arguments: ["999999999999-01-01T00:00:00Z", "9999999-12-31T23:59:59Z", "-1-01-01T00:00:00Z"]
    )
    func times(_ time: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        #expect(try await daemon.cnfctl("reset", "--all", "--plan", "--as-of=\(time)").code == 6)
        #expect(try await daemon.cnfctl("audit", "list", "--since=\(time)").code == 6)
        #expect(try await daemon.cnfctl("status").code == 0)
    }

    @Test("A file of another kind is refused, whatever is in it")
    func foreignFiles() async throws {
        let daemon = try await RunningDaemon.withSite()
        let attributes = (0..<150_000).map { " a\($0)=''" }.joined()
        let path = try daemon.directory.write("<device\(attributes)/>", to: "foreign.xml")
        let result = try await daemon.cnfctl("file", "diff", "SEP001122334455", "--golden", path)
        #expect(result.code == 6, "\(result.error)")
        #expect(result.error.contains("equals signs"), "\(result.error)")
    }

    @Test("A FIFO, a device and a directory among the files to verify are passed over, and said so")
    func irregularFiles() async throws {
        let daemon = try await RunningDaemon.withSite()
        let golden = daemon.directory.path + "/golden"
        mkdir(golden, 0o700)
        mkfifo(golden + "/SEP001122334455.cnf.xml", 0o600)
        symlink("/dev/zero", golden + "/SEP001122334456.cnf.xml")
        mkdir(golden + "/SEP001122334457.cnf.xml", 0o700)
        let result = try await daemon.cnfctl("file", "verify", "--golden", golden, "--json")
        #expect(result.code == 1, "\(result.error)")
        let report: FileVerificationReport = try result.json()
        let unreadable = report.mismatches.filter { $0.kind == "unreadable" }
        #expect(unreadable.count == 3)
        #expect(unreadable.allSatisfy { $0.first == "It is not a regular file." })
    }
}
