import ClusterModel
import Platform
import TestSupport
import Testing

@Suite("S09: the validity of the SRST certificate")
struct SecurityRulesValidityTests {
    private func decision(
        _ notBefore: UnixTime,
        _ notAfter: UnixTime,
        asOf: UnixTime,
        _ policy: ExpiredCertificatePolicy = .omit
    ) throws -> SecurityDecision {
        let certificate = AcceptedCertificate(
            der: [1],
            fingerprint: .repeating(7),
            notBefore: notBefore,
            notAfter: notAfter
        )
        return SecurityRules.decide(
            SecurityInput(
                clusterMode: .mixed,
                expiredCertificate: policy,
                profile: try .example(["device-security-mode": "authenticated"]),
                choice: .reference(try .example(["secure": true]), certificate),
                asOf: asOf
            )
        )
    }

    @Test("Both ends are valid seconds", arguments: [100, 101, 199, 200])
    func within(_ second: UnixTime) throws { #expect(try decision(100, 200, asOf: second).certificate != nil) }

    @Test(
        "The second before is not yet valid, whatever becomes of expired ones",
        arguments: [.omit, .keep] as [ExpiredCertificatePolicy]
    )
    func before(_ policy: ExpiredCertificatePolicy) throws {
        #expect(try decision(100, 200, asOf: 99, policy).reasons == [.certificateNotYetValid])
    }

    @Test("The second after is expired: left out, or kept and marked as kept")
    func after() throws {
        #expect(try decision(100, 200, asOf: 201).reasons == [.certificateExpired])
        let kept = try decision(100, 200, asOf: 201, .keep)
        #expect(kept.certificate != nil && kept.keepsExpired && kept.reasons.isEmpty)
        #expect(try decision(100, 200, asOf: 200, .keep).keepsExpired == false)
    }

    @Test("A validity of one second holds for that second")
    func oneSecond() throws {
        #expect(try decision(100, 100, asOf: 99).certificate == nil)
        #expect(try decision(100, 100, asOf: 100).certificate != nil)
        #expect(try decision(100, 100, asOf: 101).certificate == nil)
    }

    @Test("Dates before 1970 and far ahead are compared as they are")
    func far() throws {
        #expect(try decision(UnixTime(seconds: .min), UnixTime(seconds: .max), asOf: 0).certificate != nil)
        #expect(try decision(-200, -100, asOf: -150).certificate != nil)
        #expect(try decision(-200, -100, asOf: 0).reasons == [.certificateExpired])
    }

    @Test("What was found names the reference and the profile")
    func found() throws {
        let found = try decision(100, 200, asOf: 300).conditions.map(\.found)
        #expect(
            found == [
                "the cluster security mode is mixed", "security-profile standard-sip is authenticated",
                "srst branch-12 is secure",
                "the certificate accepted for srst branch-12 has expired; expired certificates are left out",
            ]
        )
    }
}
