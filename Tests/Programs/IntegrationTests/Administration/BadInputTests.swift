import AdminAPI
import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Bad input is refused whole", .timeLimit(.patience))
struct BadInputTests {
    /// Each fault on the line and of the object that is expected below.
    private static let badSite = """
        cluster:
          security-mode: mixed
        call-manager-groups:
          - name: tokyo
            members:
              - name: cm1
                address: cm1.example.net
                sip-port: 70000
        srst-references:
          - name: branch-1
            certificate-provider-port: 80
            sip:
              - address: 127.0.1.1
          - name: branch-2
            secure: perhaps
            sip:
              - address: 127.0.2.1
          - name: branch-3
            sip: 127.0.3.1
        device-pools:
          - name: HQ
            call-manager-group: osaka
            srst: disable
          - name: Branch
            call-manager-group: tokyo
            srst: branch-33
        security-profiles:
          - name: plain
            protocol: sccp
          - name: Plain
            protocol: sccp
        phones:
          - name: SEP00112233445
            protocol: sccp
            model: "7942"
            device-pool: HQ
            security-profile: plain
          - name: SEP001122334455
            protocol: sccp
            model: "7942"
            device-pol: HQ
            security-profile: plain
          - name: SEP001122334456
            protocol: sccp
            model: "7942"
            device-pool: HQ
            security-profile: plane
        """

    private struct Fault: Hashable, CustomStringConvertible {
        var line: Int?
        var object: String?
        var field: String?
        var code: String

        var description: String { "line \(line ?? 0) \(object ?? "-") \(field ?? "-") \(code)" }
    }

    @Test("Every fault of a site is reported together with line, object, field and remedy, and nothing is applied")
    func allFaults() async throws {
        let daemon = try await RunningDaemon()
        let before = try await daemon.export()
        let result = try await daemon.apply(Self.badSite, "--json")
        #expect(result.code == 6)
        let problems = try result.problems()
        let faults = problems.map { Fault(line: $0.line, object: $0.object, field: $0.field, code: $0.code) }
        #expect(
            faults == [
                Fault(line: 8, object: "call-manager-group tokyo", field: "members[1].sip-port", code: "invalid-port"),
                Fault(line: 11, object: "srst branch-1", field: "certificate-provider-port", code: "invalid-port"),
                Fault(line: 15, object: "srst branch-2", field: "secure", code: "wrong-type"),
                Fault(line: 19, object: "srst branch-3", field: "sip", code: "wrong-type"),
                Fault(line: 22, object: "device-pool HQ", field: "call-manager-group", code: "dangling-reference"),
                Fault(line: 26, object: "device-pool Branch", field: "srst", code: "dangling-reference"),
                Fault(line: 30, object: "security-profile Plain", field: "name", code: "duplicate-name"),
                Fault(line: 33, object: "phone", field: "name", code: "invalid-mac-address"),
                Fault(line: 38, object: "phone SEP001122334455", field: "device-pool", code: "missing-field"),
                Fault(line: 41, object: "phone SEP001122334455", field: "device-pol", code: "unknown-key"),
                Fault(
                    line: 47,
                    object: "phone SEP001122334456",
                    field: "security-profile",
                    code: "dangling-reference"
                ),
            ]
        )
        for problem in problems {
            #expect(problem.kind == .validation)
            #expect(problem.message.hasSuffix("."), "\(problem)")
            #expect(problem.hint?.isEmpty == false, "\(problem)")
        }
        #expect(try await daemon.export() == before)
        #expect(try await daemon.status().revision == nil)

        let text = try await daemon.apply(Self.badSite)
        #expect(text.code == 6)
        #expect(text.output.isEmpty)
        #expect(text.errorLines.count == problems.count)
        for (line, problem) in zip(text.errorLines, problems) { #expect(line == "cnfctl: \(problem)") }
    }

    @Test("A fault in an object is not reported again by the objects that name it")
    func noCascade() async throws {
        let daemon = try await RunningDaemon()
        let site = try Files.text(Fixture.site)
            .replacing("connection-monitor-duration: 60", with: "connection-monitor-duration: often")
            .replacing("address: 192.0.2.33", with: "address: 192.0.2.33/24")
        let problems = try await daemon.apply(site, "--json").problems()
        #expect(problems.map(\.field) == ["members[1].address", "connection-monitor-duration"], "\(problems)")
    }

    @Test("A good file with one bad phone is not half applied")
    func oneBadPhone() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let served = try daemon.served()
        let site = try Files.text(Fixture.site)
            .replacing("description: Warehouse", with: "description: Depot")
            .replacing("model: \"7965\"", with: "modell: \"7965\"")
        let result = try await daemon.apply(site)
        #expect(result.code == 6)
        #expect(result.error.contains("Did you mean \"model\"?"), "\(result.error)")
        #expect(try await daemon.export() == before)
        #expect(try daemon.served() == served)
    }

    @Test(
        "A site file that is no site is refused in one line",
        arguments: [
            "phones: [", "- a list", "phones: 5", "cluster: [mixed]", "fones: []",
            "cluster:\n  security-mode: [mixed]", "phones:\n\t- name: x", "cluster: &a\n  services: *b", "a: 1\na: 2",
        ]
    )
    func noSite(_ text: String) async throws {
        let daemon = try await RunningDaemon()
        let result = try await daemon.apply(text)
        #expect(result.code == 6, "\(result.output)\(result.error)")
        #expect(result.errorLines.allSatisfy { $0.hasPrefix("cnfctl: line ") }, "\(result.error)")
        #expect(result.errorLines.count == 1, "\(result.error)")
        let problems = try await daemon.apply(text, "--json").problems()
        #expect(problems.allSatisfy { $0.kind == .validation && $0.hint?.isEmpty == false }, "\(problems)")
    }

    @Test("A refusal behind --json has its fixed shape on standard output, and nothing on standard error")
    func shapeOfRefusals() async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await daemon.cnfctl("srst", "show", "branch-21", "--json")
        #expect(result.code == 3)
        #expect(result.error.isEmpty)
        let document: Document = try result.json()
        let error = try #require(document["error"])
        #expect(document.entries.map(\.key) == ["error"])
        #expect(error["kind"]?.text == "not-found")
        #expect(error["code"]?.text == "not-found")
        #expect(error["message"]?.text == "There is no srst branch-21.")
        #expect(error["object"]?.text == "srst branch-21")
        #expect(error["hint"]?.text?.hasPrefix("Did you mean branch-") == true)

        let many: Document = try await daemon.apply(Self.badSite, "--json").json()
        #expect(Set(many.entries.map(\.key)) == ["error", "problems"])
        #expect(many["problems"]?.values.first == many["error"])
        for problem in many["problems"]?.values ?? [] {
            for key in ["kind", "code", "message", "object", "field", "hint", "line"] {
                #expect(problem[key]?.text != nil, "\(key) in \(problem)")
            }
        }
    }

    @Test("A site file may come through a pipe; one that is not UTF-8 is refused with its line")
    func standardInput() async throws {
        let daemon = try await RunningDaemon()
        let apply = "\"$1\" --socket \"$2\" apply -f -"
        let shell = ["-c", "cat \"$3\" | \(apply)", "sh", Programs.cnfctl, daemon.socket]
        let piped = try await Command.run("/bin/sh", shell + [Fixture.site])
        #expect(piped.code == 0, "\(piped.error)")
        #expect(piped.output.contains("27 created"))

        // 東京 in Shift_JIS.
        let text = "phones:\n  - name: SEP0A0000000001\n    description: "
        let path = daemon.directory.path + "/shift-jis.yaml"
        try Files.write(Array(text.utf8) + [0x93, 0x8C, 0x8B, 0x9E, 0x0A], to: path)
        let refused = try await daemon.cnfctl("apply", "-f", path)
        #expect(refused.code == 6)
        #expect(refused.errorLines.count == 1)
        #expect(refused.error.contains("line 3: file \(path): It is not UTF-8. Save it as UTF-8"), "\(refused.error)")
        let missing = try await daemon.cnfctl("apply", "-f", daemon.directory.path)
        #expect(missing.code == 2)
        #expect(missing.error.contains("Is a directory"), "\(missing.error)")
    }

    @Test(
        "Addresses of a reference that are none are refused",
        arguments: ["[::1]5060", "127.0.0.1:", "[gw]x"]
    )
    func badEndpoint(address: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await daemon.cnfctl("srst", "update", "branch-20", "--sip", address)
        #expect([2, 6].contains(result.code), "\(result.error)")
        #expect(result.error.contains(address), "\(result.error)")
    }
}
