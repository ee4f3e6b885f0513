import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("T02: explaining the files of the fixture site")
struct ExplainTests {
    private static let certificatePath = "/device/devicePool/srstInfo/srstCertificate"

    @Test(
        "T02 S09 A06: every phone's file is explained whole, with its values, secrets masked",
        arguments: [false, true]
    )
    func everyPhone(isMixed: Bool) async throws {
        let site = try await TestSite.secureFixture()
        if !isMixed { _ = try await site.send(SetClusterMode(mode: "non-secure")) }
        var certificates = 0
        for file in site.everyFile().keys.sorted() where file.hasPrefix("SEP") {
            let phone = String(file.dropLast(".cnf.xml".count))
            let report = try await site.send(ExplainFile(phone: phone))
            let shown = try await site.send(ShowFile(phone: phone, saved: true)).text
            // The certificate is told by its SHA-256; its base 64 is compared elsewhere.
            let places = FileScan.places(of: shown.utf8).filter { $0.path != Self.certificatePath }
            let explained = report.elements.filter { $0.path != Self.certificatePath }.compactMap { element in
                element.value.map { FileScan.Place(element.path, $0.utf8) }
            }
            #expect(explained == places, "\(phone)")
            let certificate = try #require(report.elements.first { $0.path == Self.certificatePath })
            #expect((certificate.value != nil) == report.carriesCertificate)
            #expect(certificate.value?.hasPrefix("SHA-256 ") != false)
            #expect(report.conditions.count == 4)
            #expect(report.carriesCertificate == shown.contains("<srstCertificate>"))
            certificates += report.carriesCertificate ? 1 : 0
        }
        #expect(certificates == (isMixed ? 4 : 0))
    }

    @Test(
        "T02: every source tells the object that an administrator changes",
        arguments: [
            ("deviceProtocol", "phone SEP001122334457"), ("deviceSecurityMode", "security-profile sip-plain"),
            ("srstInfo/name", "device-pool Branch-12"), ("callManagerGroup/name", "call-manager-group tokyo"),
            ("sipPort1", "srst branch-12"), ("directoryURL", "cluster"), ("fullConfig", "default"),
            ("srstInfo/isSecure", "computed"),
        ]
    )
    func sources(element: String, from: String) async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(ExplainFile(phone: "SEP001122334457", element: element))
        #expect(report.elements.map { [$0.source, $0.object].compactMap(\.self).joined(separator: " ") } == [from])
    }

    @Test("T02: an element is named by the end of its path, by one around it, or with its position")
    func selection() async throws {
        let site = try await TestSite.secureFixture()
        func paths(_ element: String) async throws -> [String] {
            try await site.send(ExplainFile(phone: "SEP001122334455", element: element)).elements.map(\.path)
        }
        let all = try await site.send(ExplainFile(phone: "SEP001122334455")).elements.map(\.path)
        #expect(try await paths("SRSTINFO/issecure") == ["/device/devicePool/srstInfo/isSecure"])
        #expect(try await paths("/device/deviceSecurityMode") == ["/device/deviceSecurityMode"])
        #expect(try await paths("devicePool") == all.filter { $0.hasPrefix("/device/devicePool/") })
        #expect(try await paths("line[2]") == all.filter { $0.contains("/line[2]/") })
        #expect(try await paths("line") == all.filter { $0.contains("/line[") })
        #expect(try await paths("sipProfile[1]/phoneLabel") == ["/device/sipProfile/phoneLabel"])
        #expect(try await paths("line[1]/@button") == ["/device/sipProfile/sipLines/line[1]/@button"])
        #expect(try await paths("device") == all)
    }

    @Test(
        "A03: an element that is not there is refused with the nearest name",
        arguments: [
            ("isSecur", "Did you mean isSecure?"), ("srstinfo/isSecured", "Did you mean srstInfo/isSecure?"),
            ("devicePol", "Did you mean devicePool?"), ("Pool", nil), ("deviceSecurityMode/x", nil),
            ("line[3]", "Did you mean line?"),
            ("line[x]", nil), ("", nil), ("/", nil),
        ] as [(String, String?)]
    )
    func unknown(element: String, hint: String?) async throws {
        let site = try await TestSite.fixture()
        let problem = try await site.refusal(ExplainFile(phone: "SEP001122334455", element: element)).error
        #expect(problem.kind == .notFound)
        #expect(problem.code == "unknown-element")
        #expect(problem.object == "phone SEP001122334455")
        #expect(problem.field == "element")
        #expect(problem.message == "There is no element \"\(element)\" in its file.")
        #expect(problem.hint == hint ?? "List its elements with cnfctl file explain SEP001122334455.")
    }

    @Test("S09: the conditions are told with the elements that they decide, with a missing certificate, too")
    func conditions() async throws {
        let site = try await TestSite.secureFixture()
        for (element, count) in [
            ("capfAuthMode", 4), ("srstCertificate", 4), ("devicePool", 4), ("loadInformation", 0),
        ] {
            let report = try await site.send(ExplainFile(phone: "SEP001122334457", element: element))
            #expect(report.conditions.count == count, "\(element)")
        }
        let absent = try await site.send(ExplainFile(phone: "SEP001122334457", element: "srstCertificate"))
        #expect(absent.elements.map(\.value) == [nil])
        #expect(absent.elements.map(\.because) == ["device-non-secure"])
    }

    @Test("A06: what is explained tells no secret")
    func secrets() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(ExplainFile(phone: "SEP001122334455"))
        let text = String(decoding: try AdminJSON.encode(report), as: UTF8.self)
        for secret in ["swordfish", "\"12345\"", "p<w>", "second&secret", "hidden"] { #expect(!text.contains(secret)) }
        let passwords = report.elements.filter { $0.path.hasSuffix("assword") && $0.value?.isEmpty == false }
        #expect(passwords.count == 5)
        #expect(passwords.allSatisfy { $0.value == Document.mask })
    }
}
