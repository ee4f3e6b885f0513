import AdminAPI
import Documents
import Foundation
import Publishing
import Store
import TestSupport
import Testing

@Suite("S06: trust material for gateways")
struct TrustTests {
    private func file(_ name: String) throws -> Data { try Data(contentsOf: Fixtures.url("trust/\(name).pem")) }

    private func phoneFile(_ name: String, as source: String? = nil) throws -> ImportPhoneCertificates.File {
        .init(source: source ?? "\(name).pem", bytes: try file(name))
    }

    /// Not a key of anything: nothing may even try to read it.
    private let keyBlock =
        "-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7\n-----END PRIVATE KEY-----\n"

    @Test("The first CAPF root is served at once, in DER and in any case; another takes its place with a reset of all")
    func capf() async throws {
        let site = try await TestSite.fixture()
        #expect(site.served("CAPF.der") == nil)
        #expect(try await site.refusal(ShowCAPF()).error.kind == .notFound)
        let first = try await site.send(SetCAPF(file: file("capf")))
        #expect(first.added.count == 1 && first.firstFile?.capfFile == true)
        let served = try #require(site.served("capf.DER"))
        let shown = try await site.send(ShowCAPF())
        #expect(served == Array(shown.der))
        #expect(try shown.pem == String(decoding: file("capf"), as: UTF8.self))
        #expect(shown.details["pending"]?.text == "false")

        let plan = try await site.send(SetCAPF(file: file("capf-renewed"), plan: true))
        #expect(plan.changes?.map(\.capfFile) == [true])
        let second = try await site.send(SetCAPF(file: file("capf-renewed")))
        #expect(second.changes == nil)
        #expect(second.removed.count == 1 && second.firstFile == nil)
        #expect(second.messages.contains { $0.text.contains("CAPF.der changes at the next reset") })
        #expect(site.served("CAPF.der") == served)
        #expect(try await site.send(ShowStatus()).capfFilePending)
        #expect(try await site.send(Reset(scope: .phone, name: "SEP001122334455")).capfFile == false)
        #expect(site.served("CAPF.der") == served)
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.capfFile && reset.published.isEmpty)
        #expect(site.served("CAPF.der") == Array(try await site.send(ShowCAPF()).der))
        #expect(try await site.send(ShowStatus()).capfFilePending == false)
    }

    @Test("Among phones' certificates the CAPF root is passed over once it is known, and said to be")
    func rootAmongPhones() async throws {
        let site = try await TestSite.fixture()
        let files = [try phoneFile("SEP001122334455"), try phoneFile("capf", as: "lsc/CAPF.pem")]
        let request = ImportPhoneCertificates(kind: "lsc", files: files)
        #expect(try await site.refusal(request).error.code == "phone-unknown")
        _ = try await site.send(SetCAPF(file: file("capf")))
        let report = try await site.send(request)
        #expect(report.added.count == 1 && report.passedOver == ["lsc/CAPF.pem"])
    }

    @Test("A plan of a CAPF root publishes nothing")
    func plan() async throws {
        let site = try await TestSite.fixture()
        let plan = try await site.send(SetCAPF(file: file("capf"), plan: true))
        #expect(plan.added.count == 1 && plan.firstFile?.capfFile == true)
        #expect(site.served("CAPF.der") == nil)
        #expect(try await site.refusal(ShowCAPF()).error.kind == .notFound)
    }

    @Test("CAPF.der survives a restart")
    func restart() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(SetCAPF(file: file("capf")))
        let served = site.served("CAPF.der")
        try await site.catalog.load(from: site.store)
        #expect(served != nil && site.served("CAPF.der") == served)
    }

    @Test("What is no authority is refused", arguments: ["SEP001122334455", "mic"])
    func noAuthority(_ name: String) async throws {
        let site = try await TestSite.fixture()
        let refused = try await site.refusal(SetCAPF(file: file(name)))
        #expect(refused.error.kind == .trust && refused.error.code == "not-an-authority")
        #expect(try await site.refusal(ImportAuthorities(file: file(name))).error.code == "not-an-authority")
    }

    @Test("A file that holds a private key is refused everywhere, whole, and its key is told nowhere")
    func privateKeys() async throws {
        let site = try await TestSite.fixture()
        let audited = try await site.audit().count
        let mixed = try file("capf") + Data(keyBlock.utf8)
        let refusals = [
            try await site.refusal(SetCAPF(file: mixed)), try await site.refusal(ImportAuthorities(file: mixed)),
            try await site.refusal(SetCAPF(file: Data(keyBlock.utf8))),
            try await site.refusal(
                ImportPhoneCertificates(
                    kind: "lsc",
                    files: [
                        phoneFile("SEP001122334455"),
                        .init(source: "SEP001122334456.pem", bytes: try file("lsc-by-subject") + Data(keyBlock.utf8)),
                    ]
                )
            ),
        ]
        for refused in refusals {
            #expect(refused.error.code == "private-key-present")
            #expect(!"\(refused)".contains("MIIBVQ"))
        }
        #expect(try await site.audit().count == audited)
        #expect(try await site.send(ListPhoneCertificates()).objects.isEmpty)
        #expect(try await site.send(ExportTrust(phones: true)).certificates.isEmpty)
    }

    @Test("certHash is the MD5 of the imported certificate, from the next reset on; of the LSC when there are both")
    func certHash() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(SetCAPF(file: file("capf")))
        let name = "SEP001122334455.cnf.xml"
        #expect(site.served(name)?.element("certHash")?.isEmpty == true)
        let mic = ImportPhoneCertificates(kind: "mic", files: [try phoneFile("mic")])
        let imported = try await site.send(mic)
        #expect(imported.pending == 1 && imported.messages.map(\.code) == ["not-vouched", "reset-needed"])
        #expect(site.served(name)?.element("certHash")?.isEmpty == true)
        _ = try await site.send(Reset(scope: .phone, name: "SEP001122334455"))
        let micHash = try #require(site.served(name)?.element("certHash"))
        #expect(micHash.count == 32 && micHash.allSatisfy { "0123456789abcdef".contains($0) })

        let lsc = try await site.send(
            ImportPhoneCertificates(kind: "lsc", files: [phoneFile("SEP001122334455"), phoneFile("lsc-by-subject")])
        )
        #expect(lsc.added.count == 2 && lsc.pending == 2 && lsc.messages.map(\.code) == ["reset-needed"])
        let diff = try await site.send(DiffFile(phone: "SEP001122334455", ignoreVersionStamp: true)).differences
        #expect(diff.map(\.path) == ["/device/certHash"])
        _ = try await site.send(Reset(scope: .pending))
        #expect(site.served(name)?.element("certHash") != micHash)
        #expect(site.served("SEP001122334456.cnf.xml")?.element("certHash")?.count == 32)

        let shown = try await site.send(ListPhoneCertificates(phone: "00:11:22:33:44:55")).objects.map(\.fields)
        #expect(shown.map { $0["kind"]?.text } == ["lsc", "mic"])
        #expect(shown[0]["cert-hash"]?.text == site.served(name)?.element("certHash"))
        #expect(shown[0]["vouched-for-by"]?.text == "CN=CAPF-1a2b3c4d,O=Example")
        #expect(shown[1]["cert-hash"]?.text == micHash)
        // Shown and served are the same file.
        let view = try await site.send(ShowFile(phone: "SEP001122334455", saved: true, showSecrets: true)).text
        #expect(view == site.served(name)?.text)
    }

    @Test("A deleted phone's certificates go with it; a phone of the same name has none")
    func deletion() async throws {
        let site = try await TestSite.fixture()
        let phone = try await site.send(ShowObject(noun: .phone, name: "SEP001122334458")).fields
        let certificate = try phoneFile("stranger", as: "SEP001122334458.pem")
        _ = try await site.send(ImportPhoneCertificates(kind: "lsc", files: [certificate]))
        _ = try await site.send(DeleteObject(noun: .phone, name: "SEP001122334458"))
        #expect(try await site.send(ListPhoneCertificates()).objects.isEmpty)
        _ = try await site.send(AddObject(noun: .phone, fields: phone))
        #expect(try await site.send(ListPhoneCertificates()).objects.isEmpty)
        #expect(site.served("SEP001122334458.cnf.xml")?.element("certHash")?.isEmpty == true)
    }

    @Test(
        "The phone is told by --phone, the file's name or the subject; what contradicts or is unknown imports nothing"
    )
    func owners() async throws {
        let site = try await TestSite.fixture()
        func refusal(_ files: [ImportPhoneCertificates.File], phone: String? = nil) async throws -> [String] {
            try await site.refusal(ImportPhoneCertificates(kind: "lsc", files: files, phone: phone)).all.map(\.code)
        }
        let good = try phoneFile("SEP001122334455")
        #expect(try await refusal([good, phoneFile("stranger")]) == ["phone-unknown"])
        #expect(try await refusal([good, phoneFile("unknown-phone")]) == ["not-found"])
        #expect(try await refusal([phoneFile("lsc-by-subject", as: "a/SEP001122334455.pem")]) == ["phone-mismatch"])
        #expect(try await refusal([phoneFile("lsc-by-subject")], phone: "SEP001122334459") == ["phone-mismatch"])
        #expect(try await refusal([good, phoneFile("mic")]) == ["duplicate-name"])
        let rubbish = ImportPhoneCertificates.File(source: "SEP001122334457.pem", bytes: Data("rubbish".utf8))
        #expect(try await refusal([rubbish, phoneFile("stranger")]) == ["no-certificate", "phone-unknown"])
        #expect(try await refusal([]) == ["files"])
        let kind = try await site.refusal(ImportPhoneCertificates(kind: "xsc", files: [good]))
        #expect(kind.error.field == "kind")
        #expect(try await site.send(ListPhoneCertificates()).objects.isEmpty)
        let given = ImportPhoneCertificates(kind: "lsc", files: [try phoneFile("stranger")], phone: "0011.2233.4457")
        #expect(try await site.send(given).added.first?.hasPrefix("SEP001122334457 lsc: ") == true)
        let expired = ImportPhoneCertificates(kind: "lsc", files: [try phoneFile("expired")])
        #expect(try await site.send(expired).messages.map(\.code).contains("phone-certificate-outside-validity"))
    }

    @Test("The export has the CAPF root first, then the issuers, and phones only on request")
    func export() async throws {
        let site = try await TestSite.fixture()
        let both = try file("manufacturer") + file("capf")
        _ = try await site.send(SetCAPF(file: file("capf")))
        let imported = try await site.send(ImportAuthorities(file: both))
        #expect(imported.added.count == 1 && imported.unchanged == 1)
        _ = try await site.send(ImportPhoneCertificates(kind: "mic", files: [phoneFile("mic")]))
        let issuers = try await site.send(ExportTrust()).certificates
        #expect(issuers.map(\.role) == ["capf", "issuer"])
        let whole = try await site.send(ExportTrust(phones: true)).certificates
        #expect(whole.map(\.role) == ["capf", "issuer", "mic"] && whole.last?.phone == "SEP001122334455")
        #expect(whole.last?.pem == String(decoding: try file("mic"), as: UTF8.self))

        let fingerprint = try #require(issuers.last?.details["sha256"]?.text)
        let root = try #require(issuers.first?.details["sha256"]?.text)
        #expect(try await site.refusal(RemoveAuthority(fingerprint: root)).error.kind == .conflict)
        #expect(try await site.send(RemoveAuthority(fingerprint: fingerprint)).removed.count == 1)
        #expect(try await site.refusal(RemoveAuthority(fingerprint: fingerprint)).error.kind == .notFound)
        let actions = try await site.audit().suffix(3).map(\.entry.action)
        #expect(actions == ["import-authority", "import-certificate", "remove-authority"])
    }

    @Test("A new CAPF root says how many LSCs it does not vouch for")
    func orphans() async throws {
        let site = try await TestSite.fixture()
        _ = try await site.send(SetCAPF(file: file("capf")))
        _ = try await site.send(ImportPhoneCertificates(kind: "lsc", files: [phoneFile("SEP001122334455")]))
        let renewed = try await site.send(SetCAPF(file: file("capf-renewed")))
        #expect(renewed.messages.first?.text.hasSuffix("import the former root with cnfctl trust import.") == true)
        _ = try await site.send(ImportAuthorities(file: file("capf")))
        let fields = try await site.send(ListPhoneCertificates()).objects.first?.fields
        #expect(fields?["vouched-for-by"]?.text == "CN=CAPF-1a2b3c4d,O=Example")
    }
}
