import AdminAPI
import Documents
import Foundation
import TestSupport

/// Random changes of the fixture site, of every kind there is; the same seed makes the same ones.
struct RandomChanges {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Texts of the fixture site file, each with others that may stand in its place.
    private static let edits: [(String, [String])] = [
        ("description: Reception", ["description: Front desk"]),
        ("label: 受付 1201", ["label: \"<1201> & co\"", "label: \"\""]),
        ("authentication-password: second&secret", ["authentication-password: third&secret"]),
        ("      webAccess: \"0\"\n      adminPassword: hidden", ["      webAccess: \"1\"\n      adminPassword: other"]),
        ("address: cm2.tokyo.example.net", ["address: cm9.tokyo.example.net", "address: 192.0.2.9"]),
        ("connection-monitor-duration: 60", ["connection-monitor-duration: 90"]),
        ("srst: use-default-gateway", ["srst: branch-12", "srst: disable"]),
        ("    srst: branch-20", ["    srst: branch-12", "    srst: 札幌支店"]),
        ("description: TCP only", ["description: TCP"]),
        ("sshAccess: \"1\"", ["sshAccess: \"0\""]),
        ("\"8841\": sip88xx.14-2-1-0101-70", ["\"8841\": sip88xx.14-3-1-0001-12"]),
        ("        port: 2443", ["        port: 2444"]),
        ("  - name: SEP001122334455", ["  - name: SEP001122334455\n    load: special.load"]),
        ("maximum-calls: 2", ["maximum-calls: 3"]),
    ]

    /// Phones of the fixture, and others that come and go.
    private static let phones = ["55", "56", "5A", "5D", "60", "61", "62"].map { "SEP0011223344" + $0 }

    /// What phones share, under the names it has in the fixture.
    private static let shared: [(ObjectNoun, String?)] = [
        (.cluster, nil), (.callManagerGroup, "tokyo"), (.srst, "branch-12"), (.srst, "branch-20"), (.devicePool, "HQ"),
        (.devicePool, "Branch-12"), (.securityProfile, "sip-encrypted"),
    ]

    /// A phone that may be saved, or not.
    mutating func phone() -> String { generator.pick(Self.phones) }

    /// A CSV of one phone, new or not.
    mutating func csv() -> String {
        """
        name,protocol,model,device-pool,security-profile,description
        \(phone()),sip,8841,\(generator.pick(["HQ", "Branch-12"])),sip-plain,imported \(Int.random(in: 0..<3, using: &generator))

        """
    }

    /// A CSV of that phone.
    static func csv(of phone: String) -> String {
        "name,protocol,model,device-pool,security-profile\n\(phone),sip,8841,HQ,sip-plain\n"
    }

    /// Makes one to four random changes; those that are refused change nothing. Calls `observe` after each.
    mutating func make(in site: TestSite, _ observe: () async throws -> Void = {}) async throws {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            if generator.oneIn(2) { try await changePhones(in: site) } else { try await changeOthers(in: site) }
            try await observe()
        }
    }

    /// Has a phone come, go or take another's place, or changes its certificate.
    private mutating func changePhones(in site: TestSite) async throws {
        switch Int.random(in: 0..<8, using: &generator) {
        case 6: try await attempt(UndeleteObject(noun: .phone, name: phone()), in: site)
        case 0: try await attempt(DeleteObject(noun: .phone, name: phone()), in: site)
        case 1, 2: try await attempt(ReplacePhone(name: phone(), newName: phone()), in: site)
        case 3: try await attempt(CopyObject(noun: .phone, name: phone(), newName: phone()), in: site)
        case 4:
            try await refusable { [csv = csv()] in _ = try await site.importCSV(csv, keepGoing: true, confirm: true) }
        case 5: try await attempt(RevertObject(noun: .phone, name: phone(), confirm: true), in: site)
        default:
            let file = ImportPhoneCertificates.File(
                source: "\(phone()).pem",
                bytes: try Data(contentsOf: Fixtures.url("trust/\(generator.pick(["SEP001122334455", "mic"])).pem"))
            )
            try await attempt(ImportPhoneCertificates(kind: generator.pick(["lsc", "mic"]), files: [file]), in: site)
        }
    }

    /// Changes anything but single phones.
    private mutating func changeOthers(in site: TestSite) async throws {
        switch Int.random(in: 0..<11, using: &generator) {
        case 0: try await attempt(SetClusterMode(mode: generator.pick(["mixed", "non-secure"])), in: site)
        case 1:
            let secure = Document.string(generator.pick(["true", "false"]))
            try await attempt(
                UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": secure], confirm: true),
                in: site
            )
        case 2:
            let address: Document = ["address": .string(generator.pick(["192.0.2.7", "gw.example.net"]))]
            try await attempt(
                UpdateObject(noun: .srst, name: "branch-12", fields: ["sip": .list([address])]),
                in: site
            )
        case 3:
            let name = generator.pick(["branch-12", "branch-12-renewed", "ec-p256"])
            let file = try TestSite.certificate(name)
            try await attempt(
                AcceptSRSTCertificate(name: generator.pick(["branch-12", "branch-20"]), file: file),
                in: site
            )
        case 4:
            let (noun, name) = generator.pick(Self.shared)
            try await attempt(RevertObject(noun: noun, name: name, confirm: true), in: site)
        case 5:
            let root = try Data(contentsOf: Fixtures.url("trust/\(generator.pick(["capf", "capf-renewed"])).pem"))
            try await attempt(SetCAPF(file: root), in: site)
        case 6:
            let names = generator.pick([("branch-20", "osaka"), ("osaka", "branch-20")])
            try await attempt(RenameObject(noun: .srst, name: names.0, newName: names.1), in: site)
        case 7:
            let names = generator.pick([("HQ", "Head office"), ("Head office", "HQ")])
            try await attempt(RenameObject(noun: .devicePool, name: names.0, newName: names.1), in: site)
        case 8:
            let bare = ApplySite(text: try siteText(), confirm: true, prune: true, confirmDeletions: true)
            try await attempt(bare, in: site)
        default: try await attempt(ApplySite(text: siteText(), confirm: true), in: site)
        }
    }

    /// The fixture site with some of the edits.
    private mutating func siteText() throws -> String {
        var text = try TestSite.fixtureText
        for (old, others) in Self.edits where generator.oneIn(4) {
            text = text.replacing(old, with: generator.pick(others))
        }
        // Of two phones the file has another address: the one comes, and with --prune the other goes.
        if generator.oneIn(3) { text = text.replacing("SEP001122334460", with: "SEP001122334463") }
        return text
    }

    private func attempt<Request: AdminRequest>(_ request: Request, in site: TestSite) async throws {
        try await refusable { _ = try await site.send(request) }
    }

    private func refusable(_ change: () async throws -> Void) async throws {
        do {
            try await change()
        } catch is ProblemReport {
            // A refusal is as random as a change.
        }
    }
}
