import ClusterModel
import Documents
import PhoneFiles
import TestSupport
import Testing

@Suite("The elements that say how secure the phone is")
struct SecurityElementTests {
    @Test("S07: deviceSecurityMode, transportLayerProtocol and capfAuthMode are as decided")
    func decided() throws {
        func modes(_ clusterMode: String, _ profile: Circumstances.Fields) throws -> [String?] {
            let circumstances = try Circumstances(
                cluster: ["security-mode": .string(clusterMode)],
                profile: profile,
                phone: ["protocol": profile["protocol"] ?? "sip"]
            )
            return try ["deviceSecurityMode", "transportLayerProtocol", "capfAuthMode"].map {
                try circumstances.text(at: "/device/\($0)")
            }
        }
        let encrypted: Circumstances.Fields = [
            "device-security-mode": "encrypted", "capf-authentication": "null-string", "transport": "udp",
        ]
        #expect(try modes("mixed", encrypted) == ["3", "3", "2"])
        #expect(try modes("non-secure", encrypted) == ["1", "2", "0"])
        #expect(try modes("mixed", ["device-security-mode": "authenticated"]) == ["2", "3", "0"])
        #expect(try modes("mixed", ["transport": "tcp"]) == ["1", "1", "0"])
        #expect(try modes("mixed", ["protocol": "sccp", "device-security-mode": "encrypted"]) == ["3", "4", "0"])
    }

    @Test("capfList stands in the file only when the cluster has a CAPF")
    func capfList() throws {
        let path = "/device/capfList/capf/"
        #expect(try Circumstances().text(at: path + "phonePort") == nil)
        let circumstances = try Circumstances(cluster: ["capf": ["address": "192.0.2.7", "port": 3805]])
        #expect(try circumstances.text(at: path + "phonePort") == "3805")
        #expect(try circumstances.text(at: path + "processNodeName") == "192.0.2.7")
    }

    @Test("certHash is the given hash, or empty; encrConfig is false")
    func certificateHash() throws {
        #expect(try Circumstances().text(at: "/device/certHash") == "")
        let hash = "d41d8cd98f00b204e9800998ecf8427e"
        #expect(try Circumstances(certificateHash: hash).text(at: "/device/certHash") == hash)
        #expect(try Circumstances().text(at: "/device/encrConfig") == "false")
    }

    @Test("secure addresses are the HTTPS ones among the cluster's, whatever their case")
    func secureAddresses() throws {
        let circumstances = try Circumstances(
            cluster: ["services": ["directory": "HTTPS://d.example.net", "information": "http://i.example.net"]]
        )
        #expect(try circumstances.text(at: "/device/directoryURL") == "HTTPS://d.example.net")
        #expect(try circumstances.text(at: "/device/secureDirectoryURL") == "HTTPS://d.example.net")
        #expect(try circumstances.text(at: "/device/informationURL") == "http://i.example.net")
        #expect(try circumstances.text(at: "/device/secureInformationURL") == "")
    }

    @Test("buttons come from the addresses too when there are some")
    func provisioning() throws {
        let path = "/device/phoneServices/provisioning"
        #expect(try Circumstances().text(at: path) == "0")
        #expect(try Circumstances(cluster: ["services": ["services": "http://a"]]).text(at: path) == "2")
    }

    @Test("tftpDefault says whether the group is the cluster's default")
    func defaultGroup() throws {
        let path = "/device/devicePool/callManagerGroup/tftpDefault"
        #expect(try Circumstances().text(at: path) == "false")
        #expect(try Circumstances(cluster: ["default-call-manager-group": "hq-cm"]).text(at: path) == "true")
    }
}
