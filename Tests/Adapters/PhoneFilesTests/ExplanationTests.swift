import ClusterModel
import Documents
import TestSupport
import Testing

@testable import PhoneFiles

@Suite("T02: where everything in a phone's file comes from")
struct ExplanationTests {
    @Test("T02: whatever stands in the file is explained, byte for byte, and nothing else", arguments: 0..<400)
    func complete(seed: Int) throws {
        let circumstances = try Circumstances.random(seed: seed)
        let (context, phone) = (circumstances.context, circumstances.phone)
        let file = try circumstances.rendition()
        let explained = try PhoneFileRenderer.explanation(of: file, context, phone)
        let places = explained.compactMap { element in
            element.value.map { FileScan.Place(element.path, $0.utf8) }
        }
        #expect(places == FileScan.places(of: file))
        let absent = explained.filter { $0.value == nil }.map(\.path)
        let carries = circumstances.decision.certificate != nil
        #expect(absent == (carries ? [] : ["/device/devicePool/srstInfo/srstCertificate"]))
    }

    @Test("P01: recording where values come from changes no byte", arguments: 0..<50)
    func recording(seed: Int) throws {
        let circumstances = try Circumstances.random(seed: seed)
        let hash = circumstances.certificateHash
        var writer = try FileWriter(
            .phone(circumstances.phone, certificateHash: hash, stamp: "1-2"),
            recordsOrigins: true
        )
        writer.device(circumstances.context, circumstances.shape)
        #expect(writer.record?.entries.isEmpty == false)
        #expect(try writer.finish() == circumstances.document())
        #expect(try FileWriter(.holes(lineCount: 0)).record == nil)
    }

    @Test("T02: an object's own value names the object", arguments: Self.owned)
    func objects(path: String, source: ElementSource, object: String) throws {
        let element = try Self.rich().explained(path)
        #expect(element.source == source)
        #expect(element.object == object)
    }

    private static let owned: [(String, ElementSource, String)] = [
        ("deviceProtocol", .phone, "SEP001122334455"), ("sshUserId", .phone, "SEP001122334455"),
        ("loadInformation", .phone, "SEP001122334455"), ("certHash", .phone, "SEP001122334455"),
        ("vendorConfig/webAccess", .phone, "SEP001122334455"),
        ("sipProfile/sipLines/line[2]/featureLabel", .phone, "SEP001122334455"),
        ("sipProfile/sipLines/line[2]/@button", .phone, "SEP001122334455"),
        ("commonConfig/adminPassword", .securityProfile, "Standard"),
        ("deviceSecurityMode", .securityProfile, "Standard"), ("capfAuthMode", .securityProfile, "Standard"),
        ("devicePool/name", .devicePool, "HQ"), ("devicePool/srstInfo/name", .devicePool, "HQ"),
        ("devicePool/srstInfo/srstOption", .devicePool, "HQ"),
        ("devicePool/connectionMonitorDuration", .devicePool, "HQ"),
        ("devicePool/dateTimeSetting/ntps/ntp/name", .devicePool, "HQ"), ("userLocale/langCode", .devicePool, "HQ"),
        ("devicePool/callManagerGroup/name", .callManagerGroup, "HQ-CM"),
        ("devicePool/callManagerGroup/members/member/@priority", .callManagerGroup, "HQ-CM"),
        ("devicePool/callManagerGroup/members/member/callManager/ports/sipPort", .callManagerGroup, "HQ-CM"),
        ("devicePool/srstInfo/ipAddr1", .srst, "branch-12"), ("devicePool/srstInfo/port1", .srst, "branch-12"),
        ("devicePool/srstInfo/srstCertificate", .srst, "branch-12"),
    ]

    @Test(
        "T02: the cluster, a default and a rule have no name",
        arguments: [
            ("directoryURL", .cluster), ("secureDirectoryURL", .cluster), ("capfList/capf/phonePort", .cluster),
            ("enterpriseConfig/sshAccess", .cluster), ("fullConfig", .default), ("encrConfig", .default),
            ("devicePool/srstInfo/ipAddr2", .default), ("devicePool/srstInfo/sipPort1", .default),
            ("sipProfile/dscpForAudio/@tcl", .default), ("versionStamp", .computed), ("ipAddressMode", .computed),
            ("MissedCallLoggingOption", .computed), ("devicePool/callManagerGroup/tftpDefault", .computed),
            ("secureInformationURL", .computed), ("phoneServices/provisioning", .computed),
            ("sipProfile/sipLines/line[1]/authName", .computed),
        ] as [(String, ElementSource)]
    )
    func nameless(path: String, source: ElementSource) throws {
        let element = try Self.rich().explained(path)
        #expect(element.source == source)
        #expect(element.object == nil)
        #expect((element.reason != nil) == (source == .computed))
    }

    @Test("T02: a firmware load is the phone's, else the cluster's for its model, else nobody's")
    func load() throws {
        func source(_ cluster: Circumstances.Fields, _ phone: Circumstances.Fields) throws -> ElementSource {
            try Circumstances(cluster: cluster, phone: phone).explained("loadInformation").source
        }
        let loads: Circumstances.Fields = ["model-loads": ["8841": "model-load"]]
        #expect(try source(loads, ["load": "own-load"]) == .phone)
        #expect(try source(loads, [:]) == .cluster)
        #expect(try source([:], [:]) == .default)
    }

    @Test("T02: a setting that the phone does not take says who has a stronger one")
    func overruledSettings() throws {
        let circumstances = try Circumstances(
            cluster: ["settings": ["a": "3", "b": "3", "c": "3"]],
            profile: ["settings": ["a": "2", "b": "2"]],
            phone: ["settings": ["a": "1"]]
        )
        let told = try circumstances.explained().filter { $0.path.contains("Config/") }
        #expect(
            told.map { "\($0.path.dropFirst("/device/".count)) \($0.value ?? "") \($0.reason ?? "")" } == [
                "vendorConfig/a 1 ", "commonConfig/a 2 not used: the phone has its own", "commonConfig/b 2 ",
                "enterpriseConfig/a 3 not used: the phone has its own",
                "enterpriseConfig/b 3 not used: its profile has its own", "enterpriseConfig/c 3 ",
            ]
        )
    }

    @Test("A06: what is secret is marked, and no more than that")
    func secrets() throws {
        let secrets = try Self.rich().explained().filter(\.isSecret).map(\.path)
        #expect(
            secrets == [
                "/device/sshPassword", "/device/sipProfile/sipLines/line[1]/authPassword",
                "/device/sipProfile/sipLines/line[2]/authPassword", "/device/commonProfile/phonePassword",
                "/device/commonConfig/adminPassword",
            ]
        )
    }

    @Test("T02: another phone's file is refused, never explained wrongly")
    func otherFile() throws {
        let rich = try Self.rich()
        let other = try Circumstances()
        for (file, circumstances) in [(try rich.document(), other), (try other.document(), rich)] {
            let refusal = #expect(throws: PhoneFileError.self) {
                try PhoneFileRenderer.explanation(of: file, circumstances.context, circumstances.phone)
            }
            #expect(refusal?.code == "other-file")
        }
    }

    /// Circumstances in which every source has its say.
    private static func rich() throws -> Circumstances {
        try Circumstances(
            cluster: [
                "security-mode": "mixed", "capf": ["address": "192.0.2.7"], "settings": ["sshAccess": "1"],
                "services": ["directory": "https://d.example.net", "information": "http://i.example.net"],
            ],
            pool: ["srst": "branch-12", "date-time": ["time-servers": ["192.0.2.9"]]],
            profile: [
                "device-security-mode": "encrypted", "capf-authentication": "null-string",
                "settings": ["adminPassword": "x"],
            ],
            choice: try .reference(["secure": true], certificate: .sample()),
            phone: [
                "load": "own-load", "settings": ["webAccess": "1"],
                "lines": [["number": "1201"], ["number": "1202", "label": "Desk"]],
            ]
        )
    }
}

extension Circumstances {
    /// The explanation of the whole file.
    func explained() throws -> [ExplainedElement] {
        try PhoneFileRenderer.explanation(of: try document(), context, phone)
    }

    /// The explanation of the element at the path below the root.
    func explained(_ path: String) throws -> ExplainedElement {
        try #require(try explained().first { $0.path == "/device/" + path }, "\(path)")
    }
}
