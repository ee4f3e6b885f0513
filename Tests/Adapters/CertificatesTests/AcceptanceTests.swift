import Certificates
import Testing

@Suite("Judging a gateway's certificate")
struct AcceptanceTests {
    @Test(
        "Certificates without a flaw have no findings; dates are not judged here",
        arguments: ["branch-12", "branch-12-renewed", "not-yet-valid", "ec-p256", "ed25519", "usable-by-servers"]
    )
    func acceptable(name: String) throws {
        let findings = try Fixture.certificate(name).acceptableForSRST()
        #expect(findings.isAcceptable)
        #expect(findings.refusals.isEmpty && findings.warnings.isEmpty)
    }

    @Test("MD5 and SHA-1 signatures and small RSA keys warn, but are accepted")
    func warnings() throws {
        let md5 = try Fixture.certificate("md5-signed").acceptableForSRST()
        #expect(md5.isAcceptable)
        #expect(md5.warnings.map(\.code) == [.keySmall, .weakSignatureDigest])
        #expect(md5.warnings[0].message.contains("1024") && md5.warnings[1].message.contains("MD5"))
        for name in ["sha1-signed", "factory-expired"] {
            let sha1 = try Fixture.certificate(name).acceptableForSRST()
            #expect(sha1.isAcceptable)
            #expect(sha1.warnings.map(\.code) == [.weakSignatureDigest])
            #expect(sha1.warnings[0].message.contains("SHA-1"))
        }
    }

    @Test("RSA keys below 1024 bits are refused")
    func tooSmall() throws {
        let findings = try Fixture.certificate("rsa-512").acceptableForSRST()
        #expect(!findings.isAcceptable)
        #expect(findings.refusals.map(\.code) == [.keyTooSmall])
        #expect(findings.refusals[0].message.contains("512"))
        #expect(findings.warnings.isEmpty)
    }

    @Test("A keyUsage without anything a TLS server does is refused")
    func authorityOnly() throws {
        let findings = try Fixture.certificate("authority-only").acceptableForSRST()
        #expect(findings.refusals.map(\.code) == [.notForServers])
        #expect(findings.refusals[0].message.contains("keyUsage"))
    }

    @Test("An extendedKeyUsage without server authentication is refused")
    func clientOnly() throws {
        let findings = try Fixture.certificate("client-only").acceptableForSRST()
        #expect(findings.refusals.map(\.code) == [.notForServers])
        #expect(findings.refusals[0].message.contains("extendedKeyUsage"))
    }

    @Test("keyCertSign in a certificate that says it is no authority is refused")
    func contradiction() throws {
        let findings = try Fixture.certificate("contradicting-usage").acceptableForSRST()
        #expect(findings.refusals.map(\.code) == [.contradictingExtensions])
    }

    @Test("Extensions that do not decode are refused, once")
    func malformedExtension() throws {
        let findings = try Fixture.certificate("malformed-extension").acceptableForSRST()
        #expect(findings.refusals.map(\.code) == [.contradictingExtensions])
        #expect(findings.refusals[0].message.contains("malformed"))
    }

    @Test("Every finding has a code, names the certificate and offers a remedy", arguments: Fixture.names)
    func findings(name: String) throws {
        let findings = try Fixture.certificate(name).acceptableForSRST()
        for finding in findings.refusals + findings.warnings {
            #expect(!finding.code.rawValue.isEmpty)
            #expect(finding.message.hasPrefix("certificate: "))
            #expect(!finding.remedy.isEmpty)
        }
    }
}
