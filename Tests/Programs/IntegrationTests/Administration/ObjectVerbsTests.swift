import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("S13: the verbs of every noun, through cnfctl", .timeLimit(.patience))
struct ObjectVerbsTests {
    @Test("A whole branch is made by verbs alone: gateway, pool, profile, phone")
    func branch() async throws {
        let daemon = try await RunningDaemon()
        try await daemon.done(
            "call-manager-group",
            "add",
            "kyoto",
            "--members",
            "192.0.2.7",
            "--members",
            "address=cm2.example.net,sip-port=5070"
        )
        let added = try await daemon.done(
            "srst",
            "add",
            "branch-30",
            "--sip",
            "127.0.30.1",
            "--sip",
            "[::1]:5065",
            "--secure",
            "true"
        )
        #expect(added.output == "srst branch-30: saved, version 1\n")
        #expect(added.error.contains("The gateway's certificate must now be obtained"), "\(added.error)")
        let pool = [
            "--call-manager-group", "kyoto", "--srst", "branch-30", "--date-time.olson-time-zone", "Asia/Tokyo",
        ]
        #expect(try await daemon.cnfctl(["device-pool", "add", "Kyoto"] + pool).code == 0)
        try await daemon.done("security-profile", "add", "plain", "--protocol", "sip", "--transport=tcp")
        let password = try daemon.directory.write("geheim\nand more\n", to: "password")
        let phone = [
            "phone", "add", "00:11:22:aa:bb:cc", "--protocol", "sip", "--model", "8841", "--device-pool", "Kyoto",
            "--security-profile", "plain", "--lines", "1001", "--lines", "number=1002,label=Lab", "--description",
            "-- spare --", "--ssh-password-file", password, "--settings.webAccess", "1",
        ]
        let first = try await daemon.cnfctl(phone)
        #expect(first.code == 0, "\(first.error)")
        #expect(first.output.contains("published: SEP001122AABBCC"), "\(first.output)")
        let file = String(decoding: try daemon.served("SEP001122AABBCC"), as: UTF8.self)
        for text in [
            "<sshPassword>geheim</sshPassword>", "<sipIpAddr1>127.0.30.1</sipIpAddr1>", "<webAccess>1</webAccess>",
            "<featureLabel>Lab</featureLabel>", "cm2.example.net", "<name>branch-30</name>",
        ] { #expect(file.contains(text), "\(text)") }
        let report: ObjectReport = try await daemon.done("phone", "show", "SEP001122AABBCC", "--json").json()
        #expect(report.fields["description"]?.text == "-- spare --")
        // What was made by verbs is what apply would make.
        #expect(try await daemon.apply(daemon.export()).output.hasPrefix("0 created, 0 updated"))
    }

    @Test("Fields are refused by the words of the flags; passwords are never a flag's value")
    func usage() async throws {
        let daemon = try await RunningDaemon.withSite()
        let cases: [(arguments: [String], message: String)] = [
            (["srst", "update", "branch-12", "--sipp", "x"], "Unknown option '--sipp'. Did you mean '--sip'?"),
            (["srst", "update", "branch-12", "--secure"], "Missing value for '--secure <value>'"),
            (["srst", "update", "branch-12", "--secure", "true", "--secure", "false"], "'--secure' is given twice."),
            (["srst", "update", "branch-12"], "Name at least one of --sccp, --sip"),
            (["srst", "update", "--secure", "true"], "Missing expected argument: a name."),
            (["srst", "add", "a", "b", "--sip", "127.0.0.1"], "Unexpected argument 'b'."),
            (["srst", "add", "a", "--name", "b"], "The name is an argument of its own"),
            (["srst", "update", "branch-12", "-x", "1"], "Unknown option '-x'"),
            (
                ["device-pool", "update", "HQ", "--date-time", "x"],
                "give its fields, for instance --date-time.template"
            ),
            (["device-pool", "update", "HQ", "--unset", "localle"], "Did you mean locale?"),
            (["phone", "update", "SEP001122334455", "--ssh-password", "x"], "'--ssh-password-file PATH'"),
            (
                ["phone", "update", "SEP001122334455", "--settings.adminPassword", "x"],
                "'--settings.adminPassword-file PATH'"
            ),
            (["cluster", "update", "--security-mode", "mixed"], "cnfctl cluster set-mode"),
            (["srst", "list", "--where", "secure"], "write --where FIELD=VALUE"),
        ]
        for (arguments, message) in cases {
            let result = try await daemon.cnfctl(arguments)
            #expect(result.code == 2, "\(arguments): \(result.error)")
            #expect(result.error.contains(message), "\(arguments): \(result.error)")
            #expect(!result.error.contains("Unknown option 'x'"))
        }
        #expect(try await daemon.cnfctl("srst", "update", "branch-12", "--help").output.contains("--secure true|false"))
    }

    @Test("Fields come from a JSON file, too, and flags win over it; --unset takes the default back")
    func fieldsFile() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write(
            #"{"sip": [{"address": "127.0.30.2", "port": 5099}], "secure": true, "certificate-provider-port": 3000}"#,
            to: "fields.json"
        )
        try await daemon.done("srst", "add", "a", "--fields-file", path, "--secure", "false")
        let first: ObjectReport = try await daemon.done("srst", "show", "a", "--json").json()
        #expect(first.fields["secure"]?.text == "false" && first.fields["certificate-provider-port"]?.text == "3000")
        try await daemon.done("srst", "update", "a", "--unset", "certificate-provider-port")
        let second: ObjectReport = try await daemon.done("srst", "show", "a", "--json").json()
        #expect(second.fields["certificate-provider-port"]?.text == "2445")
        let broken = try daemon.directory.write("{", to: "broken.json")
        #expect(try await daemon.cnfctl("srst", "add", "b", "--fields-file", broken).code == 6)
    }

    @Test("Lists are filtered by name and field")
    func lists() async throws {
        let daemon = try await RunningDaemon.withSite()
        let named: ObjectListReport = try await daemon.done(
            "srst",
            "list",
            "BRANCH-*",
            "--where",
            "secure=t*",
            "--json"
        ).json()
        #expect(named.objects.compactMap { $0.fields["name"]?.text } == ["branch-12"])
        let phones: ObjectListReport = try await daemon.done(
            "phone",
            "list",
            "--where",
            "device-pool=hq",
            "--json"
        ).json()
        #expect(phones.objects.count == 2)
        #expect(try await daemon.cnfctl("phone", "list", "--where", "devicepool=HQ").code == 6)
    }

    @Test("S13: a renamed reference is served by its new name after its reset only, also after a restart")
    func renaming() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let served = try daemon.served()
        let renamed = try await daemon.done("srst", "rename", "branch-12", "gateway 12")
        #expect(renamed.error.contains("6 phone files change at the next reset: run cnfctl reset --srst 'gateway 12'"))
        try await daemon.restart()
        #expect(try daemon.served() == served)
        let reset = try await daemon.cnfctl("srst", "reset", "gateway 12", "--yes")
        #expect(reset.code == 0 && reset.output.contains("6 phone files published"), "\(reset.output)")
        let file = String(decoding: try daemon.served("SEP001122334455"), as: UTF8.self)
        #expect(file.contains("<name>gateway 12</name>") && file.contains("<srstCertificate>"))
        #expect(try await daemon.cnfctl("srst", "show", "branch-12").code == 3)
    }

    @Test("S15, S18: removing security and deleting reset the dependents in the same step, asked for first")
    func resettingInStep() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let remove = ["srst", "remove-security", "branch-12", "--reset"]
        let unasked = try await daemon.cnfctl(remove)
        #expect(unasked.code == 2 && unasked.error.contains("--yes"), "\(unasked.error)")
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
        let removed = try await daemon.cnfctl(remove + ["--yes"])
        #expect(removed.code == 0 && removed.error.contains("Disable the credential service on the gateway.\n"))
        #expect(try daemon.phonesWithCertificate().isEmpty)
        #expect(try await daemon.acceptedCertificate(of: "branch-12") == nil)

        let delete = ["srst", "delete", "branch-12", "--detach", "--reset"]
        // Its pools depend on it: a yes is not enough.
        let yes = try await daemon.cnfctl(delete + ["--yes"])
        #expect(yes.code == 2 && yes.error.contains("--confirm branch-12"), "\(yes.error)")
        let deleted = try await daemon.cnfctl(delete + ["--confirm", "branch-12"])
        #expect(deleted.code == 0 && deleted.output.contains("6 phone files published"), "\(deleted.output)")
        #expect(try await daemon.status().pending.isEmpty)
        // What nothing depends on needs a yes only.
        #expect(try await daemon.cnfctl("srst", "delete", "札幌支店").error.contains("Repeat with --yes."))
        #expect(try await daemon.cnfctl("srst", "delete", "札幌支店", "--yes").code == 0)
    }

    @Test("S20: each noun with dependents resets them")
    func resets() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        let plan = try await daemon.cnfctl("device-pool", "reset", "Branch-12", "--plan")
        #expect(plan.code == 1 && plan.output.contains("would publish 4 phone files"), "\(plan.output)")
        #expect(try await daemon.cnfctl("security-profile", "reset", "sip-encrypted").code == 2)
        #expect(try await daemon.cnfctl("phone", "reset", "00:11:22:33:44:55").code == 0)
        #expect(try daemon.phonesWithCertificate() == ["SEP001122334455"])
        #expect(try await daemon.cnfctl("security-profile", "reset", "sccp-encrypted", "--yes").code == 0)
        #expect(try daemon.phonesWithCertificate() == ["SEP001122334455", "SEP001122334458"])
        #expect(try await daemon.cnfctl("srst", "reset", "branch-12", "--yes").code == 0)
        #expect(try daemon.phonesWithCertificate() == Fixture.protectedPhones)
    }
}
