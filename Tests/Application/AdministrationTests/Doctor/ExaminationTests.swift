import AdminAPI
import Certificates
import ClusterModel
import OpenSSL
import Platform
import Serving
import Store
import TestSupport
import Testing

@testable import Administration

@Suite("doctor: each finding follows from the facts, with a cause and what mends it")
struct ExaminationTests {
    /// A site where all is well.
    private static func facts() throws -> ExaminationFacts {
        let bytes = Array("<device/>".utf8)
        return ExaminationFacts(
            now: 1_780_272_000,
            fetch: ExaminationFacts.Fetch(
                file: "XMLDefault.cnf.xml",
                published: [SHA256Digest.of(bytes)],
                probes: [FileProbe(address: "127.0.0.1:69", outcome: .fetched(bytes))]
            ),
            host: HostFacts(
                receiveBuffer: HostFacts.ReceiveBuffer(wanted: 8 << 20, granted: 8 << 20),
                stateDisk: HostFacts.Disk(path: "/var/lib/cnfd", freeBytes: 10 << 30),
                staticDirectory: HostFacts.Path(path: "/srv/tftp", obstacle: nil),
                notifierProgram: HostFacts.Path(path: "/usr/local/bin/tell", obstacle: nil)
            ),
            knownTime: 1_780_271_999,
            untold: nil,
            clusterMode: .mixed,
            hasDefaultGroup: true,
            secureReferences: [try reference()],
            phones: .all(saved: 12, pending: 0, behind: 0, sent: 0)
        )
    }

    private static func reference() throws -> ExaminationFacts.Reference {
        ExaminationFacts.Reference(
            name: try ObjectName("branch-12"),
            isEnabled: true,
            accepted: AcceptedCertificate(
                der: [1],
                fingerprint: .repeating(2),
                notBefore: 1_700_000_000,
                notAfter: 2_000_000_000
            ),
            refusal: nil,
            warnings: []
        )
    }

    private static func phone() throws -> ExaminedPhone {
        ExaminedPhone(
            name: try DeviceName("SEP001122334455"),
            isPublished: true,
            isPending: false,
            publishedAt: 1_780_271_999,
            fetches: nil,
            fetchState: .current,
            reference: nil,
            unmet: [],
            devicePool: try ObjectName("Branch 12")
        )
    }

    /// The codes of the findings, and that each has what a finding needs.
    private static func codes(
        _ change: (inout ExaminationFacts) throws -> Void
    ) throws -> [String] {
        var facts = try facts()
        try change(&facts)
        let findings = Examination.findings(facts)
        for finding in findings {
            #expect(finding.cause.hasSuffix("."), "\(finding)")
            #expect(finding.remedy?.hasSuffix(".") ?? (finding.command != nil), "\(finding)")
            #expect(!finding.object.isEmpty)
        }
        return findings.map(\.code)
    }

    @Test("Where all is well there are no findings, and every check was made")
    func well() throws {
        #expect(try Self.codes { _ in } == [])
        #expect(Examination.checks(try Self.facts()) == Examination.Check.allCases)
    }

    @Test("What cannot be looked at is not among the checks")
    func nothingToLookAt() throws {
        var facts = try Self.facts()
        facts.fetch = nil
        facts.host = nil
        #expect(Examination.findings(facts).isEmpty)
        #expect(Examination.checks(facts) == [.store, .clock, .defaultFile, .clusterMode, .certificates, .phones])
    }

    @Test("TFTP: silence, an error, other bytes, no TFTP; a file that is not published may be missing")
    func tftp() throws {
        func code(_ outcome: FileProbe.Outcome, isPublished: Bool = true) throws -> [String] {
            try Self.codes {
                $0.fetch?.probes = [FileProbe(address: "[::1]:69", outcome: outcome)]
                if !isPublished { $0.fetch?.published = [] }
            }
        }
        #expect(try code(.silent) == ["tftp-silent"])
        #expect(try code(.refused(code: 1)) == ["tftp-refused"])
        #expect(try code(.refused(code: 1), isPublished: false) == [])
        #expect(try code(.refused(code: 2), isPublished: false) == ["tftp-refused"])
        #expect(try code(.fetched([1])) == ["tftp-other-bytes"])
        #expect(try code(.fetched([1]), isPublished: false) == ["tftp-other-bytes"])
        #expect(try code(.malformed) == ["tftp-no-answer"])
        #expect(try code(.unsent("Too many open files")) == ["tftp-not-asked"])
    }

    @Test("The host: receive buffer, disk, log, clock, static directory, notifier")
    func host() throws {
        #expect(try Self.codes { $0.host?.receiveBuffer.granted = 212_992 } == ["receive-buffer-small"])
        #expect(try Self.codes { $0.host?.stateDisk.freeBytes = 500 << 20 } == ["disk-space-low"])
        #expect(try Self.codes { $0.host?.stateDisk.freeBytes = 0 } == ["disk-full"])
        #expect(try Self.codes { $0.host?.stateDisk.freeBytes = nil } == [])
        #expect(try Self.codes { $0.host?.lostLogLines = 3 } == ["log-lines-lost"])
        #expect(try Self.codes { $0.knownTime = $0.now + 1 } == ["clock-behind"])
        #expect(try Self.codes { $0.knownTime = $0.now } == [])
        #expect(
            try Self.codes { $0.host?.staticDirectory?.obstacle = "Permission denied" } == ["static-directory-unusable"]
        )
        #expect(try Self.codes { $0.host?.notifierProgram?.obstacle = "No such file" } == ["notifier-unusable"])
        #expect(try Self.codes { $0.untold = (3, "it ended with code 1") } == ["phones-not-told"])
    }

    @Test("Addresses that guess phones' names are named, with the time, the latest first; of many the first few")
    func enumeration() throws {
        func finding(_ count: Int) throws -> ExaminationReport.Finding? {
            var facts = try Self.facts()
            facts.host?.suspects = (0..<count).map {
                HostFacts.Suspect(address: "192.0.2.\($0)", time: 1_780_271_000 - $0)
            }
            return Examination.findings(facts).first
        }
        #expect(try finding(0) == nil)
        let one = try #require(try finding(1))
        #expect(one.code == "enumeration-suspected" && one.severity == .warning)
        #expect(one.object == "TFTP client 192.0.2.0")
        #expect(one.cause.hasSuffix(": 192.0.2.0 (last at 2026-05-31T23:43:20Z)."))
        #expect(try finding(11)?.cause.hasSuffix(", and 3 more.") == true)
    }

    @Test("S08, S09: the mode, and each reference's certificate")
    func security() throws {
        #expect(try Self.codes { $0.clusterMode = .nonSecure } == ["cluster-non-secure"])
        #expect(
            try Self.codes {
                $0.clusterMode = .nonSecure
                $0.secureReferences = []
            } == []
        )
        #expect(try Self.codes { $0.secureReferences[0].isEnabled = false } == ["reference-not-enabled"])
        #expect(try Self.codes { $0.secureReferences[0].accepted = nil } == ["no-certificate"])
        #expect(try Self.codes { $0.now = 1_600_000_000 }.contains("certificate-not-yet-valid"))
        let refusal = CertificateError(.keyTooSmall, "The key has 512 bits", remedy: "Make a longer one")
        #expect(try Self.codes { $0.secureReferences[0].refusal = refusal } == ["certificate-not-acceptable"])
    }

    @Test("Phones: a site's by number, one by what it has")
    func phones() throws {
        #expect(
            try Self.codes { $0.phones = .all(saved: 12, pending: 4, behind: 2, sent: 1) } == [
                "phones-behind", "fetch-unproved", "reset-needed",
            ]
        )
        #expect(try Self.codes { $0.hasDefaultGroup = false } == ["no-default-file"])
        func code(_ change: (inout ExaminedPhone) throws -> Void) throws -> [String] {
            try Self.codes { facts in
                var phone = try Self.phone()
                try change(&phone)
                facts.phones = .one(phone)
            }
        }
        #expect(try code { _ in } == [])
        #expect(try code { $0.isPublished = false } == ["no-file"])
        #expect(try code { $0.isPending = true } == ["reset-needed"])
    }

    @Test(
        "A02: what a phone fetched to the end is judged; a request that ended early is none of a phone that has its file"
    )
    func fetches() throws {
        func findings(
            _ state: FetchState,
            last outcome: String?,
            from address: String = "192.0.2.7"
        ) throws
            -> [ExaminationReport.Finding]
        {
            var facts = try Self.facts()
            var phone = try Self.phone()
            phone.fetchState = state
            let complete = PhoneFetches.Transfer(
                time: 1,
                address: "192.0.2.7",
                incarnation: "a",
                revision: 1,
                hash: .repeating(1)
            )
            phone.fetches = outcome.map { outcome in
                PhoneFetches(
                    lastRequest: FetchRecord(phone: phone.name, time: 2, address: address, outcome: outcome),
                    lastComplete: state == .never ? nil : complete
                )
            }
            facts.phones = .one(phone)
            return Examination.findings(facts)
        }
        for outcome in ["fetched", "sent", "abandoned", "aborted", "cancelled", "refused", "failed"] {
            #expect(try findings(.current, last: outcome).isEmpty, "\(outcome)")
            #expect(try findings(.sent, last: outcome).map(\.code) == ["fetch-unproved"])
        }
        #expect(try findings(.never, last: nil).map(\.code) == ["never-fetched"])
        for outcome in ["sent", "cancelled"] {
            #expect(try findings(.never, last: outcome).map(\.code) == ["never-fetched"])
            #expect(try findings(.old, last: outcome).map(\.code) == ["old-file"])
        }
        for outcome in ["abandoned", "aborted", "refused", "failed"] {
            #expect(try findings(.never, last: outcome).map(\.code) == ["fetch-failed"])
            let failed = try findings(.old, last: outcome)
            #expect(failed.map(\.code) == ["fetch-failed", "old-file"] && failed.first?.severity == .error)
            // From another address it may be anybody's.
            #expect(try findings(.old, last: outcome, from: "198.51.100.1").first?.severity == .warning)
        }
    }

    @Test(
        "S09: a phone behind a secure reference says which condition does not hold, with the command",
        arguments: SecurityReason.allCases
    )
    func conditions(_ reason: SecurityReason) throws {
        var facts = try Self.facts()
        var phone = try Self.phone()
        phone.unmet = [(reason, "it is not so")]
        facts.phones = .one(phone)
        // No secure SRST is meant.
        #expect(Examination.findings(facts).isEmpty)
        phone.reference = try SRSTReference(["name": "branch-12", "sip": [["address": "192.0.2.12"]], "secure": true])
        facts.phones = .one(phone)
        let finding = try #require(Examination.findings(facts).first)
        #expect(finding.code == reason.rawValue)
        #expect(finding.cause == "It uses no secure SRST: it is not so.")
        #expect(finding.command?.hasPrefix("cnfctl ") == true)
    }

    @Test("The worst come first, those of a kind in the order of the checks")
    func order() {
        func finding(_ code: String, _ severity: ExaminationReport.Severity) -> ExaminationReport.Finding {
            ExaminationReport.Finding(code: code, severity: severity, object: "x", cause: "y.")
        }
        let report = ExaminationReport(
            object: "daemon",
            checkedAt: "",
            checks: [],
            findings: [finding("a", .note), finding("b", .error), finding("c", .warning), finding("d", .error)]
        )
        #expect(report.findings.map(\.code) == ["b", "d", "c", "a"])
    }
}
