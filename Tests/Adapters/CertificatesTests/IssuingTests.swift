import Foundation
import TestSupport
import Testing

@testable import Certificates

@Suite("S06: who vouches for a certificate")
struct IssuingTests {
    private func trust(_ name: String) throws -> Certificate {
        try Certificate.load(Array(try Data(contentsOf: Fixtures.url("trust/\(name).pem"))))
    }

    @Test("An issuer is known by its name and its signature")
    func issuing() throws {
        let root = try trust("capf")
        let phone = try trust("SEP001122334455")
        #expect(phone.isIssued(by: root))
        #expect(try !phone.isIssued(by: trust("capf-renewed")) && !phone.isIssued(by: trust("manufacturer")))
        #expect(try trust("mic").isIssued(by: trust("manufacturer")))
        #expect(root.isIssued(by: root))
        #expect(!phone.isIssued(by: phone))
        let forged = try Fixture.certificate("forged-self-signed")
        #expect(!forged.isIssued(by: forged))
    }

    @Test("basicConstraints tell an authority; their absence tells nothing")
    func authorities() throws {
        #expect(try trust("capf").claimsSigningCertificates && !trust("capf").deniesSigningCertificates)
        #expect(try trust("mic").deniesSigningCertificates && !trust("mic").claimsSigningCertificates)
        let plain = try Fixture.certificate("ec-p256")
        #expect(!plain.deniesSigningCertificates && !plain.claimsSigningCertificates)
    }

    @Test("The common name is the subject's first")
    func commonName() throws {
        #expect(try trust("SEP001122334455").commonName == "CP-8841-SEP001122334455")
    }

    @Test("Every certificate of a PEM file is read, in order; a key beside them refuses the file")
    func several() throws {
        let pem = try trust("capf").pem + "text between\n" + trust("manufacturer").pem
        #expect(try Certificate.loadAll(Array(pem.utf8)) == [trust("capf"), trust("manufacturer")])
        #expect(try Certificate.loadAll(trust("mic").der) == [trust("mic")])
        let key = "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n"
        let refusal = #expect(throws: CertificateError.self) { try Certificate.loadAll(Array((pem + key).utf8)) }
        #expect(refusal?.code == .privateKeyPresent)
        #expect(#expect(throws: CertificateError.self) { try Certificate.loadAll([]) }?.code == .noCertificate)
    }
}
