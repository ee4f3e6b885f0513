import ClusterModel
import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("Whole sites")
struct SiteTests {
    private func read(
        _ text: String,
        restoring: (String, Document) throws -> Document = { $1 }
    ) throws -> (site: Site, problems: [Problem]) {
        let collector = ProblemCollector()
        let site = try Site(SiteFile.read(text), collector: collector, restoring: restoring)
        return (site, collector.problems)
    }

    private static let whole = """
        cluster:
          security-mode: mixed
          default-call-manager-group: CMG-Tokyo
        call-manager-groups:
          - name: CMG-Tokyo
            members: [{address: 192.0.2.10}]
        srst-references:
          - name: branch-12
            sccp: [{address: 192.0.2.1}]
            secure: true
        device-pools:
          - name: HQ
            call-manager-group: CMG-Tokyo
            srst: branch-12
        security-profiles:
          - {name: standard-sip, protocol: sip}
        phones:
          - name: 00:11:22:33:44:55
            protocol: sip
            model: 8841
            device-pool: HQ
            security-profile: standard-sip
            lines: [{number: 0042, maximum-calls: 2}]
        """

    @Test("Every section is read, each object with its source and line")
    func sections() throws {
        let (site, problems) = try read(Self.whole)
        #expect(problems.isEmpty)
        #expect(site.cluster?.object.securityMode == .mixed && site.cluster?.source.line == 1)
        #expect(site.callManagerGroups.map(\.object.name.text) == ["CMG-Tokyo"])
        #expect(site.srstReferences.map(\.object.isSecure) == [true])
        #expect(site.srstReferences.map(\.source.line) == [8])
        #expect(site.devicePools.map(\.object.srst) == [.reference(try ObjectName("branch-12"))])
        #expect(site.securityProfiles.count == 1)
        #expect(site.phones.map(\.object.lines.first?.number.text) == ["0042"])
    }

    @Test("An empty site and empty sections are no problem", arguments: ["", "phones:\n", "cluster:\nphones: []\n"])
    func empty(_ text: String) throws {
        let (site, problems) = try read(text)
        #expect(problems.isEmpty && site.phones.isEmpty)
    }

    @Test("An absent or empty cluster section says nothing about the cluster")
    func absentCluster() throws {
        #expect(try read("phones: []\n").site.cluster == nil)
        #expect(try read("cluster:\nphones: []\n").site.cluster == nil)
    }

    @Test("An unknown section is refused with the nearest and its line")
    func unknownSection() throws {
        let problems = try read("cluster: {}\ndevice-pool: []\n").problems
        #expect(
            problems == [
                Problem(
                    .validation,
                    code: "unknown-key",
                    "There is no such section.",
                    object: "site file",
                    field: "device-pool",
                    hint: "Did you mean \"device-pools\"? The sections are cluster, call-manager-groups, "
                        + "srst-references, device-pools, security-profiles, phones.",
                    line: 2
                )
            ]
        )
    }

    @Test("A section of the wrong shape is refused with its line", arguments: ["phones: {name: x}\n", "phones: x\n"])
    func shape(_ text: String) throws {
        let problem = try #require(try read(text).problems.first)
        #expect(problem.field == "phones" && problem.line == 1 && problem.code == "wrong-type")
        #expect(problem.hint == "Give a list, one item for each object.")
    }

    @Test("A file that is no site at all is refused", arguments: ["hello\n", "- a\n", "42\n"])
    func noSite(_ text: String) throws {
        #expect(try read(text).problems.map(\.code) == ["wrong-type"])
    }

    @Test("A name that stands twice is refused where it stands again, in any case and spelling")
    func duplicates() throws {
        let text =
            Self.whole + "\n" + """
                  - name: SEP001122334455
                    protocol: sccp
                    model: 7960
                    device-pool: HQ
                    security-profile: standard-sip
                """
        let (site, problems) = try read(text)
        #expect(problems.map(\.code) == ["duplicate-name"])
        #expect(
            problems.first?.description
                == "line 24: phone SEP001122334455, field \"name\": The name stands here a second time; "
                + "the first is on line 18. Remove one of the two, or rename it."
        )
        #expect(site.phones.count == 1)
        let pools = try read(
            "device-pools:\n- {name: HQ, call-manager-group: a}\n- {name: hq, call-manager-group: a}\n"
        )
        #expect(pools.problems.map(\.line) == [3])
        // Objects of different kinds may share a name.
        #expect(
            try read(
                "device-pools:\n- {name: x, call-manager-group: x}\nsecurity-profiles:\n- {name: x, protocol: sip}\n"
            ).problems.isEmpty
        )
    }

    @Test("A third of one name is compared with the first")
    func third() throws {
        let item = "- {name: HQ, call-manager-group: a}\n"
        let problems = try read("device-pools:\n" + item + item + item).problems
        #expect(problems.map(\.line) == [3, 4])
        #expect(problems.allSatisfy { $0.message.hasSuffix("the first is on line 2.") })
    }

    @Test("All problems of all objects are reported together, each with its line")
    func together() throws {
        let problems = try read(
            """
            cluster: {security-mode: x}
            srst-references:
              - name: a
              - name: b
                sccp: [{address: gw}]
                secure: maybe
                certificate-provider-port: 80
            phones:
              - name: SEP001122334455
                protocl: sip
            """
        ).problems
        let places = problems.map { "\($0.line ?? 0) \($0.object ?? "") \($0.field ?? "")" }
        #expect(
            Set(places) == [
                "1 cluster security-mode", "3 srst a sccp", "6 srst b secure", "7 srst b certificate-provider-port",
                "9 phone SEP001122334455 protocol", "9 phone SEP001122334455 model",
                "9 phone SEP001122334455 device-pool", "9 phone SEP001122334455 security-profile",
                "10 phone SEP001122334455 protocl",
            ]
        )
    }

    @Test("What an object names need not be in the file")
    func dangling() throws {
        #expect(
            try read("device-pools:\n- {name: HQ, call-manager-group: elsewhere, srst: elsewhere}\n").problems.isEmpty
        )
    }

    @Test("A06: masks are filled in by the caller, who is told the object's noun")
    func masks() throws {
        var nouns: [String] = []
        let (site, problems) = try read(Self.whole + "\n    ssh-password: \"********\"\n") { noun, document in
            nouns.append(noun)
            return document.restoringMasked(from: ["ssh-password": .secret("hunter2")])
        }
        #expect(problems.isEmpty)
        #expect(site.phones.first?.object.sshPassword.revealed.text == "hunter2")
        #expect(nouns == ["cluster", "call-manager-group", "srst", "device-pool", "security-profile", "phone"])
        #expect(try read(Self.whole + "\n    ssh-password: \"********\"\n").problems.map(\.code) == ["masked-secret"])
    }
}
