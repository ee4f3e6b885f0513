import Foundation
import Platform
import TLS
import TestSupport
import TestTools
import Testing

@testable import Certificates

@Suite("Making keys and certificates, judged by the openssl command")
struct MakingTests {
    /// 2024-01-01 to 2100-01-01.
    private static let validity = Validity(notBefore: 1_704_067_200, notAfter: 4_102_444_800)

    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: directory.url.appending(path: name))
        return directory.path(name)
    }

    /// Runs openssl; its exit code and what it printed.
    private func openssl(_ arguments: String...) throws -> (code: Int32, output: String) {
        // The arguments hold no quotes.
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        let command = "exec openssl \(words) </dev/null >'\(directory.path("output"))' 2>&1"
        let code = try exitStatus(of: "/bin/sh", ["-c", command])
        return (code, String(decoding: try directory.contents("output"), as: UTF8.self))
    }

    private func authority(_ kind: PrivateKey.Kind = .ec) throws -> TLSIdentity {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(commonName: "CAPF-test", validity: Self.validity, role: .authority)
        return try TLSIdentity(Certificate.selfSigned(description, key: key), key: key)
    }

    private func phone(
        by authority: TLSIdentity,
        _ kind: PrivateKey.Kind = .ec,
        validity: Validity = validity
    ) throws -> TLSIdentity {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(commonName: "SEP001122334455", validity: validity, role: .phone)
        let certificate = try Certificate.issued(
            description,
            key: key,
            by: authority.certificate,
            issuerKey: authority.key
        )
        return try TLSIdentity(certificate, key: key)
    }

    @Test("S06: A phone's certificate verifies against the root, for TLS clients", arguments: PrivateKey.Kind.allCases)
    func issues(kind: PrivateKey.Kind) throws {
        let authority = try authority(kind)
        let phone = try phone(by: authority, kind)
        let root = try write(authority.certificate.pem, "root.pem")
        let path = try write(phone.certificate.pem, "phone.pem")
        let verified = try openssl("verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", root, path)
        #expect(verified.code == 0, "\(verified.output)")
        let text = try openssl("x509", "-in", path, "-noout", "-subject", "-issuer", "-dates").output
        #expect(text.contains("subject=CN = SEP001122334455\nissuer=CN = CAPF-test\n"))
        #expect(text.contains("notBefore=Jan  1 00:00:00 2024 GMT\nnotAfter=Jan  1 00:00:00 2100 GMT"))
        #expect(phone.certificate.commonName == "SEP001122334455")
    }

    @Test("S06: Another root, and the time after the end, do not verify")
    func refuses() throws {
        let authority = try authority()
        let root = try write(authority.certificate.pem, "root.pem")
        let foreign = try write(try phone(by: try self.authority()).certificate.pem, "foreign.pem")
        #expect(try openssl("verify", "-CAfile", root, foreign).code != 0)
        let past = Validity(notBefore: 1_000_000_000, notAfter: 1_000_000_001)
        let expired = try write(try phone(by: authority, validity: past).certificate.pem, "expired.pem")
        let verified = try openssl("verify", "-CAfile", root, expired)
        #expect(verified.code != 0 && verified.output.contains("certificate has expired"))
    }

    @Test("S05: A gateway's own certificate is self-signed and acceptable", arguments: PrivateKey.Kind.allCases)
    func selfSigned(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let description = CertificateDescription(
            commonName: "branch-12",
            organization: "支店",
            validity: Self.validity,
            role: .server
        )
        let certificate = try Certificate.selfSigned(description, key: key)
        #expect(certificate.selfSignature() == .valid)
        #expect(certificate.acceptableForSRST() == AcceptanceFindings(refusals: [], warnings: []))
        let path = try write(certificate.pem, "gateway.pem")
        let verified = try openssl("verify", "-purpose", "sslserver", "-CAfile", path, path)
        #expect(verified.code == 0, "\(verified.output)")
        #expect(certificate.subject == "O=支店,CN=branch-12")
    }

    @Test("Serial numbers differ, and are positive")
    func serialNumbers() throws {
        let authority = try authority()
        let numbers = try (0..<20).map { _ in try phone(by: authority).certificate.serialNumber }
        #expect(Set(numbers).count == 20 && numbers.allSatisfy { !$0.hasPrefix("-") && $0.count == 32 })
    }

    @Test("A key is written and read again; openssl finds it sound", arguments: PrivateKey.Kind.allCases)
    func keys(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let again = try PrivateKey(pem: key.secretPEM)
        #expect(again.secretPEM == key.secretPEM)
        let path = try write(String(decoding: key.secretPEM, as: UTF8.self), "key.pem")
        #expect(try openssl("pkey", "-in", path, "-noout", "-check").code == 0)
    }

    @Test("Nothing tells a key by accident")
    func secrecy() throws {
        let key = try PrivateKey.generate(.ec)
        let told = "\(key) \(String(reflecting: key)) \(Mirror(reflecting: key).children.map { "\($0)" })"
        #expect(!told.contains("PRIVATE"))
    }

    @Test("What is no key is refused and never quoted, an encrypted key without asking for its password")
    func badKeys() throws {
        let key = try PrivateKey.generate(.ec)
        let path = try write(String(decoding: key.secretPEM, as: UTF8.self), "key.pem")
        let encrypted = try openssl("pkcs8", "-topk8", "-in", path, "-passout", "pass:swordfish").output
        #expect(encrypted.contains("ENCRYPTED"))
        for text in ["", "-----BEGIN PRIVATE KEY-----\nc3dvcmRmaXNo\n-----END PRIVATE KEY-----\n", encrypted] {
            let error = #expect(throws: CertificateError.self) { try PrivateKey(pem: Array(text.utf8)) }
            #expect(error?.code == .keyMalformed)
            #expect(error?.description.contains("c3dvcm") == false)
        }
    }

    @Test("Names and dates that a certificate cannot carry are refused")
    func impossible() throws {
        let key = try PrivateKey.generate(.ec)
        for name in ["", String(repeating: "x", count: 65)] {
            let description = CertificateDescription(commonName: name, validity: Self.validity, role: .server)
            #expect(throws: CertificateError.self) { try Certificate.selfSigned(description, key: key) }
        }
        let far = Validity(notBefore: 0, notAfter: 400_000_000_000)
        let description = CertificateDescription(commonName: "x", validity: far, role: .server)
        #expect(throws: CertificateError.self) { try Certificate.selfSigned(description, key: key) }
    }

    @Test("S06: A trust file holds any number of certificates in PEM, or one in DER, and no key")
    func bundles() throws {
        let authority = try authority()
        let phone = try phone(by: authority)
        let both = [authority.certificate, phone.certificate]
        let text = both.map(\.pem).joined(separator: "# a comment\n")
        #expect(try Certificate.loadAll(Array(text.utf8)) == both)
        #expect(try Certificate.loadAll(authority.certificate.der) == [authority.certificate])
        #expect(throws: CertificateError.self) { try Certificate.loadAll([]) }
        #expect(throws: CertificateError.self) {
            try Certificate.loadAll(Array(text.utf8) + authority.key.secretPEM)
        }
    }
}
