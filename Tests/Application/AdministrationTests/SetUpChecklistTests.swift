import AdminAPI
import Certificates
import ClusterModel
import Documents
import Platform
import Store
import TestSupport
import Testing

@testable import Administration

@Suite("S12: the set-up checklist, as a function of the facts")
struct SetUpChecklistTests {
    private typealias Step = SRSTCheckReport.Step
    private typealias State = SRSTCheckReport.State

    private static let certificate = SHA256Hash.repeating(0xAB)
    private static let other = SHA256Hash.repeating(0xCD)
    private static let now: UnixTime = 1_800_000_000
    private static let failure = CertificateError(.providerRefused, "The provider refuses", remedy: "Enable it")

    /// The steps that nothing here can tell.
    private static let alwaysUnknown: Set<Step> = [.trustList, .gatewayHasIssuers, .gatewayReset]

    /// A set-up in which everything holds that can be seen from here.
    private static func complete() throws -> SetUpFacts {
        SetUpFacts(
            reference: try SRSTReference.example(["name": "branch-12", "secure": true]),
            provider: .presents(fingerprint: certificate, refusal: nil),
            clusterMode: .mixed,
            expiredCertificate: .omit,
            accepted: accepted(until: now + 400 * 86_400),
            devicePools: [try ObjectName("Branch-12")],
            phones: [try phone("SEP001122334455"), try phone("SEP001122334456", .authenticated)],
            authorities: 1,
            asOf: now
        )
    }

    private static func accepted(from first: UnixTime = 0, until last: UnixTime) -> AcceptedCertificate {
        AcceptedCertificate(der: [0x30, 0], fingerprint: certificate, notBefore: first, notAfter: last)
    }

    private static func phone(_ name: String, _ mode: DeviceSecurityMode? = .encrypted) throws -> SetUpPhone {
        SetUpPhone(
            name: try DeviceName(name),
            mode: mode,
            hasCertificate: true,
            revision: 3,
            published: certificate,
            isPending: false,
            fetched: .current
        )
    }

    /// Lines that are not what they are in a complete set-up.
    private func differences(_ change: (inout SetUpFacts) throws -> Void) throws -> [Step: State] {
        var facts = try Self.complete()
        try change(&facts)
        var found: [Step: State] = [:]
        for line in SetUpChecklist.lines(facts) {
            let usual: State = Self.alwaysUnknown.contains(line.step) ? .cannotTell : .ok
            if line.state != usual { found[line.step] = line.state }
            let tells = line.remedy != nil || line.command != nil
            #expect(line.state == .ok ? !line.found.isEmpty : tells, "\(line)")
        }
        return found
    }

    @Test("Every step has its line, in the order of the chapter")
    func order() throws {
        #expect(SetUpChecklist.lines(try Self.complete()).map(\.step) == Step.allCases)
        #expect(try differences { _ in } == [:])
    }

    @Test("A gateway that does not answer: what it presents cannot be told, and nothing else is touched")
    func silent() throws {
        let found = try differences { $0.provider = .silent(Self.failure) }
        #expect(
            found == [.providerAnswers: .notYet, .providerSelfSigned: .cannotTell, .certificateCurrent: .cannotTell]
        )
    }

    @Test("S04 S05: a gateway that presents what no gateway may is told apart from one that does not answer")
    func refused() throws {
        let error = CertificateError(.certificatesDiffer, "They differ", remedy: "Make two references")
        #expect(
            try differences { $0.provider = .refused(error) } == [
                .providerSelfSigned: .notYet, .certificateCurrent: .notYet,
            ]
        )
        #expect(
            try differences { $0.provider = .presents(fingerprint: Self.certificate, refusal: error) } == [
                .providerSelfSigned: .notYet
            ]
        )
    }

    @Test("S04: another certificate than the accepted one is seen at the gateway and in the phones' files")
    func changed() throws {
        let found = try differences { $0.provider = .presents(fingerprint: Self.other, refusal: nil) }
        #expect(found == [.certificateCurrent: .notYet, .filesCarryCertificate: .notYet])
        var facts = try Self.complete()
        facts.provider = .presents(fingerprint: Self.other, refusal: nil)
        let line = try #require(SetUpChecklist.lines(facts).first { $0.step == .certificateCurrent })
        #expect(line.found.contains("CD:CD") && line.found.contains("AB:AB"))
        #expect(line.remedy?.contains("HSRP") == true)
        #expect(line.command == "cnfctl srst certificate fetch branch-12")
    }

    @Test("The saved state: mode, security, pool, certificate and its validity")
    func saved() throws {
        #expect(try differences { $0.clusterMode = .nonSecure } == [.clusterMixed: .notYet])
        let notSecure = try SRSTReference.example(["name": "branch-12", "secure": false])
        #expect(try differences { $0.reference = notSecure } == [.referenceSecure: .notYet])
        #expect(try differences { $0.devicePools = [] } == [.referenceEnabled: .notYet])
        #expect(
            try differences { $0.accepted = nil } == [
                .certificateAccepted: .notYet, .certificateValid: .notYet, .certificateCurrent: .notYet,
                .filesCarryCertificate: .notYet,
            ]
        )
        let expired = Self.accepted(until: Self.now - 1)
        #expect(try differences { $0.accepted = expired } == [.certificateValid: .notYet])
        #expect(
            try differences {
                $0.accepted = expired
                $0.expiredCertificate = .keep
            } == [:]
        )
        let future = Self.accepted(from: Self.now + 1, until: Self.now + 2)
        #expect(try differences { $0.accepted = future } == [.certificateValid: .notYet])
        #expect(try differences { $0.accepted = Self.accepted(until: Self.now) } == [:], "its last second")
    }

    @Test("The phones: certificates, protection, files, resets and fetches, each by name")
    func phones() throws {
        #expect(try differences { $0.phones[0].hasCertificate = false } == [.phonesHaveCertificates: .cannotTell])
        #expect(try differences { $0.phones[0].published = nil } == [.filesCarryCertificate: .notYet])
        #expect(try differences { $0.phones[1].published = Self.other } == [.filesCarryCertificate: .notYet])
        #expect(try differences { $0.phones[0].isPending = true } == [.phonesReset: .notYet])
        for state in FetchState.allCases where state != .current {
            #expect(try differences { $0.phones[0].fetched = state } == [.filesFetched: .notYet], "\(state)")
        }
        #expect(try differences { $0.phones[0].mode = .nonSecure } == [.phonesProtected: .notYet])
        var facts = try Self.complete()
        facts.phones[1].published = nil
        let line = try #require(SetUpChecklist.lines(facts).first { $0.step == .filesCarryCertificate })
        #expect(line.phones == ["SEP001122334456"])
        #expect(line.command == "cnfctl reset --srst branch-12")
    }

    @Test("S20: a phone that left the pool still waits for its reset, and needs nothing else any more")
    func left() throws {
        let found = try differences {
            $0.phones[0].mode = nil
            $0.phones[0].hasCertificate = false
            $0.phones[0].fetched = .never
            $0.phones[0].isPending = true
        }
        #expect(found == [.phonesReset: .notYet])
    }

    @Test("Without phones nothing holds that is about them")
    func nobody() throws {
        let expected: [Step: State] = [
            .phonesHaveCertificates: .notYet, .phonesProtected: .notYet, .referenceEnabled: .notYet,
            .filesCarryCertificate: .notYet, .phonesReset: .notYet, .filesFetched: .notYet,
        ]
        #expect(try differences { $0.phones = [] } == expected)
        let plain = try differences {
            $0.phones[0].mode = .nonSecure
            $0.phones[1].mode = .nonSecure
        }
        #expect(plain[.phonesProtected] == .notYet && plain[.filesFetched] == .notYet)
    }

    @Test("An administrator's word counts where this host cannot tell, and never hides what it sees to be wrong")
    func assumed() throws {
        var facts = try Self.complete()
        func report(_ steps: Set<SRSTCheckReport.Step>) -> SRSTCheckReport {
            SRSTCheckReport(object: "srst", checkedAt: "", lines: SetUpChecklist.lines(facts, assuming: steps))
        }
        #expect(!report([]).holds)
        #expect(!report([.trustList, .gatewayReset]).holds)
        #expect(report(Self.alwaysUnknown).holds)
        #expect(report(Self.alwaysUnknown).lines.count { $0.state == .assumed } == 3)
        facts.clusterMode = .nonSecure
        #expect(!report(Set(Step.allCases)).holds)
        facts.clusterMode = .mixed
        facts.phones[0].mode = .nonSecure
        #expect(!report(Self.alwaysUnknown).holds)
        #expect(report(Self.alwaysUnknown.union([.phonesProtected])).holds, "meant to be non-secure")
        facts.phones[1].mode = .nonSecure
        #expect(!report(Set(Step.allCases)).holds, "nobody is protected")
    }

    @Test("Names with spaces are quoted in commands")
    func quoting() throws {
        var facts = try Self.complete()
        facts.reference = try SRSTReference.example(["name": "it's here", "secure": false])
        let line = try #require(SetUpChecklist.lines(facts).first { $0.step == .referenceSecure })
        #expect(line.command == "cnfctl srst update 'it'\\''s here' --secure true")
    }
}
