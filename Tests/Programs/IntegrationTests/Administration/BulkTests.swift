import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("CSV in and out, through the daemon", .timeLimit(.patience))
struct BulkTests {
    private static let heads = "name,protocol,model,device-pool,security-profile,lines.1.number,lines.1.label\n"
    private static let awkward = #"SEP0A0000000001,sip,8841,HQ,sip-plain,1,"=1+1, ""支店"" "# + "\u{1F4DE}\"\n"

    private func rows(_ count: Int, in pool: String = "HQ") -> String {
        (1...count).map { number in
            let digits = String(number, radix: 16, uppercase: true)
            let name = "SEP0E" + String(repeating: "0", count: 10 - digits.count) + digits
            return "\(name),sip,8841,\(pool),sip-plain,\(number),L\(number)\n"
        }.joined()
    }

    @Test("What export and list write can be imported again; labels survive as they are")
    func roundTrip() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write("\u{FEFF}" + Self.heads + Self.awkward, to: "new.csv")
        let added = try await daemon.done("phone", "import", path)
        #expect(
            added.output == """
                ROW  NAME             OUTCOME  CODE  FIELD  MESSAGE
                2    SEP0A0000000001  added    -     -      -
                1 added, 0 updated, 0 unchanged, 0 refused
                first file of 1 new phone published in revision 2

                """
        )
        for noun in ["phone", "device-pool", "srst"] {
            let exported = try await daemon.done(noun, "export").output
            let listed = try await daemon.done(noun, "list", "--output", "csv").output
            if noun == "phone" {
                // Behind the fields stands what is known of a phone besides.
                let (rows, fields) = (listed.split(separator: "\n"), exported.split(separator: "\n"))
                #expect(rows.count == fields.count && zip(rows, fields).allSatisfy { $0.hasPrefix($1) })
                #expect(rows[0].hasSuffix(",fetch-state,last-fetch,last-fetch-revision,last-fetch-address"))
                #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(",never,,,") })
            } else {
                #expect(exported == listed)
            }
            let path = try daemon.directory.write(listed, to: "\(noun).csv")
            let again = try await daemon.done(noun, "import", path, "--output", "csv")
            #expect(again.output.hasPrefix("row,name,outcome,code,field,message\n2,"))
            #expect(again.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",unchanged,,,") })
        }
        #expect(try await daemon.done("phone", "export").output.contains(#","=1+1, ""支店"" "# + "\u{1F4DE}\","))
        let label: ObjectReport = try await daemon.done("phone", "show", "SEP0A0000000001", "--json").json()
        #expect(label.fields["lines"]?.values.first?["label"]?.text == "=1+1, \"支店\" \u{1F4DE}")
    }

    @Test("A refused row: exit 6 and nothing saved, or with --keep-going exit 8 and the others saved; JSON tells all")
    func refused() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let path = try daemon.directory.write(Self.heads + rows(2) + rows(1, in: "Hq9"), to: "bad.csv")
        let table = try await daemon.cnfctl("phone", "import", path)
        #expect(table.code == 6)
        #expect(table.output.hasSuffix("\n2 added, 0 updated, 0 unchanged, 1 refused; nothing was saved\n"))
        #expect(table.output.contains("\n4    SEP0E0000000001  refused  duplicate-name  name"), "\(table.output)")
        #expect(try await daemon.export() == before)
        let json = try await daemon.cnfctl("phone", "import", path, "--keep-going", "--json", "--progress", "json")
        #expect(json.code == 8)
        let answer: Document = try json.json()
        #expect(answer["rows"]?.values.map { $0["outcome"]?.text } == ["added", "added", "refused"])
        #expect(answer["rows"]?.values.last?["error"]?["code"]?.text == "duplicate-name")
        #expect(answer["summary"]?["saved"]?.text == "true")
        #expect(json.errorLines.contains { $0.contains(#""stage":"publishing first files""#) }, "\(json.error)")
        #expect(try await daemon.status().phones == Fixture.phones.count + 2)
    }

    @Test("A dry run exits 1 and changes nothing; bad heads are one line; standard input is -")
    func dryRun() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try await daemon.export()
        let path = try daemon.directory.write(Self.heads + rows(3), to: "new.csv")
        #expect(try await daemon.cnfctl("phone", "import", path, "--dry-run").code == 1)
        #expect(try await daemon.cnfctl("phone", "import", path, "--plan").code == 1)
        let bad = try daemon.directory.write("name,labl\n", to: "bad.csv")
        let refused = try await daemon.cnfctl("phone", "import", bad)
        #expect(refused.code == 6)
        #expect(refused.errorLines.count == 1)
        #expect(try await daemon.cnfctl("phone", "import", daemon.directory.path + "/none.csv").code == 2)
        #expect(try await daemon.export() == before)
        let script = "cat '\(path)' | '\(Programs.cnfctl)' --socket '\(daemon.socket)' phone import - --output name"
        #expect(try await Command.tool("sh", "-c", script).output.split(separator: "\n").count == 3)
    }

    @Test("Lists of several pages are whole in every format, and in the order of the names")
    func pages() async throws {
        let daemon = try await RunningDaemon.withSite()
        let path = try daemon.directory.write(Self.heads + rows(1_700), to: "many.csv")
        let imported = try await daemon.done("phone", "import", path)
        #expect(imported.output.hasPrefix("1700 added,"))
        let names = try await daemon.done("phone", "list", "--output", "name").output.split(separator: "\n")
        #expect(names.count == 1_700 + Fixture.phones.count)
        #expect(names == names.sorted())
        let list: ObjectListReport = try await daemon.done("phone", "list", "--json").json()
        #expect(list.objects.map { $0.fields["name"]?.text } == names.map(String.init))
        let table = try await daemon.done("phone", "list").output.split(separator: "\n")
        #expect(table.dropFirst().map { $0.prefix(15) } == names)
        let yaml = try await daemon.done("phone", "list", "--output", "yaml").output
        #expect(yaml.split(separator: "\n").count { $0.hasPrefix("    name: SEP") } == names.count)
        let some: ObjectListReport = try await daemon.done(
            "phone",
            "list",
            "SEP0E*",
            "--where",
            "lines.number=1699",
            "--json"
        )
        .json()
        #expect(some.objects.count == 1)
        let none: ObjectListReport = try await daemon.done("phone", "list", "nothing*", "--json").json()
        #expect(none.objects.isEmpty)
        let refused = try await daemon.cnfctl("phone", "list", "--where", "labl=x", "--json")
        #expect(refused.code == 6)
        #expect(try refused.problems().first?.code == "unknown-key")
    }
}

@Suite("A site as a directory, and pruning, through the daemon", .timeLimit(.patience))
struct SiteDirectoryTests {
    @Test("An exported directory makes the same site in an empty daemon; a second export is the same")
    func directory() async throws {
        let daemon = try await RunningDaemon.withSite()
        try await daemon.acceptCertificate()
        let directory = daemon.directory.path + "/site"
        let exported = try await daemon.done("export", "--directory", directory, "--show-secrets")
        #expect(exported.output == "site.yaml and 1 certificate written to \(directory)\n")
        let empty = try await RunningDaemon()
        let applied = try await empty.done("apply", "-f", directory + "/site.yaml")
        #expect(applied.output.contains("\n  ~ srst branch-12, certificate\n"), "\(applied.output)")
        let again = empty.directory.path + "/again"
        try await empty.done("export", "--directory", again, "--show-secrets")
        // The position alone is each store's own.
        for file in [directory, again] {
            try await Command.tool("sed", "-i", "/^position:/,/^[^ p]/{/^cluster:/!d}", file + "/site.yaml")
        }
        try await Command.tool("diff", "-r", directory, again)
        #expect(try await empty.cnfctl("plan", "-f", directory + "/site.yaml", "--prune").code == 0)
    }

    @Test("--prune deletes only after the file's name was given, and says what it did")
    func prune() async throws {
        let daemon = try await RunningDaemon.withSite()
        let text = try await daemon.export()
        let phone = try #require(text.firstRange(of: "- name: SEP001122334460"))
        let path = try daemon.directory.write(String(text[..<phone.lowerBound]), to: "less.yaml")
        let plan = try await daemon.cnfctl("plan", "-f", path, "--prune")
        #expect(plan.code == 1)
        #expect(plan.output.contains("\n  - phone SEP001122334460\n"), "\(plan.output)")
        let refused = try await daemon.cnfctl("apply", "-f", path, "--prune", "--yes")
        #expect(refused.code == 2)
        #expect(refused.error.contains("--confirm less.yaml"))
        #expect(try await daemon.export() == text)
        let done = try await daemon.done("apply", "-f", path, "--prune", "--confirm", "less.yaml")
        #expect(done.output.hasPrefix("0 created, 0 updated, 1 deleted, "))
        #expect(done.output.contains("file of 1 deleted phone withdrawn in revision "))
        #expect(try await daemon.cnfctl("phone", "show", "SEP001122334460").code == 3)
    }
}
