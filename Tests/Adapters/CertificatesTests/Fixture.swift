import Foundation
import TestSupport

@testable import Certificates

/// The certificates in `fixtures/certificates`, which `make.sh` there made.
enum Fixture {
    private static let folder = Fixtures.url("certificates")

    static func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: file))) }

    static func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }

    static func certificate(_ name: String) throws -> Certificate { try Certificate.load(bytes("\(name).pem")) }

    /// Every fixture that is one certificate.
    static let names = [
        "authority-only", "before-epoch", "branch-12", "branch-12-renewed", "ca-issued", "client-only",
        "contradicting-usage", "ec-p256", "ed25519", "factory-expired", "forged-self-signed", "hostile-name",
        "malformed-extension", "md5-signed", "negative-serial", "not-yet-valid", "rsa-512", "sha1-signed",
        "usable-by-servers", "widest-validity",
    ]

    /// What the openssl command printed about a fixture: field → value.
    static func expected(_ name: String) throws -> [String: String] {
        var fields: [String: String] = [:]
        for line in try text("\(name).expected").split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            fields[String(parts[0])] = String(parts[1])
        }
        return fields
    }
}
