import Certificates
import Platform
import Testing

@Suite("The fields of a certificate")
struct CertificateFieldsTests {
    @Test("Names are what openssl x509 prints", arguments: Fixture.names.filter { $0 != "hostile-name" })
    func names(name: String) throws {
        let certificate = try Fixture.certificate(name)
        let expected = try Fixture.expected(name)
        #expect(certificate.subject == expected["subject"])
        #expect(certificate.issuer == expected["issuer"])
        #expect(certificate.serialNumber == expected["serial"]?.lowercased())
    }

    @Test("Fingerprints are what openssl x509 prints", arguments: Fixture.names)
    func fingerprints(name: String) throws {
        let certificate = try Fixture.certificate(name)
        let expected = try Fixture.expected(name)
        #expect(certificate.sha256Fingerprint.description == expected["sha256"])
        #expect(certificate.sha1Fingerprint.description == expected["sha1"])
        #expect(certificate.md5Fingerprint.description == expected["md5"])
    }

    @Test("Dates are what openssl x509 prints, in seconds", arguments: Fixture.names)
    func validity(name: String) throws {
        let validity = try Fixture.certificate(name).validity
        let expected = try Fixture.expected(name)
        #expect(String(validity.notBefore.seconds) == expected["notBefore"])
        #expect(String(validity.notAfter.seconds) == expected["notAfter"])
    }

    @Test("The key and the signature algorithm are what openssl x509 prints", arguments: Fixture.names)
    func key(name: String) throws {
        let certificate = try Fixture.certificate(name)
        let expected = try Fixture.expected(name)
        #expect(certificate.signatureAlgorithm == expected["signatureAlgorithm"])
        #expect(certificate.key.curve == expected["curve"])
        if let bits = expected["bits"] { #expect(String(certificate.key.bits) == bits) }
        switch expected["publicKeyAlgorithm"] {
        case "rsaEncryption": #expect(certificate.key.algorithm == .rsa)
        case "id-ecPublicKey": #expect(certificate.key.algorithm == .ec)
        case let other: #expect(certificate.key.algorithm == .other(try #require(other)))
        }
    }

    @Test("PEM is what openssl x509 prints", arguments: Fixture.names)
    func pem(name: String) throws {
        #expect(try Fixture.certificate(name).pem == Fixture.text("\(name).pem"))
    }

    @Test("PEM and DER of one certificate are equal, and the DER is kept byte for byte")
    func derAndPEM() throws {
        let der = try Fixture.bytes("branch-12.der")
        let certificate = try Certificate.load(der)
        #expect(certificate.der == der)
        #expect(try certificate == Fixture.certificate("branch-12"))
        #expect(try Certificate(pem: certificate.pem) == certificate)
        #expect(try certificate != Fixture.certificate("branch-12-renewed"))
        #expect(try certificate.subject == Fixture.certificate("branch-12-renewed").subject)
    }

    @Test("Known instants: year 9999, before 1970, before 1950")
    func instants() throws {
        #expect(try Fixture.certificate("widest-validity").validity.notAfter == 253_402_300_799)
        #expect(try Fixture.certificate("widest-validity").validity.notBefore == -662_590_555)
        #expect(try Fixture.certificate("before-epoch").validity == Validity(notBefore: -1, notAfter: 0))
        #expect(try Fixture.certificate("branch-12").validity.notBefore == 1_577_836_800)
        #expect(try Fixture.certificate("not-yet-valid").validity.notBefore == 2_840_140_800)
    }
}
