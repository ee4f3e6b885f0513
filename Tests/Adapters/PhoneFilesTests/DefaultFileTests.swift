import ClusterModel
import Documents
import PhoneFiles
import TestSupport
import Testing

@Suite("XMLDefault.cnf.xml")
struct DefaultFileTests {
    @Test("P03: call managers with all ports, loads by type id, addresses; no hole")
    func whole() throws {
        let circumstances = try Circumstances(
            cluster: [
                "model-loads": [
                    "ip-communicator": "ipc", "8841": "sip88xx.14-2", "7940": "P003", "7821": "sip78xx.14-2",
                ],
                "services": ["directory": "http://d.example.net/?a=1&b=2"],
            ],
            group: [
                "members": [
                    ["name": "CM1", "address": "192.0.2.1"], ["address": "cm2.example.net", "secured-sip-port": 5161],
                ]
            ]
        )
        let body = try DefaultFileRenderer.body(cluster: circumstances.cluster, group: circumstances.group)
        #expect(body.holes == [])
        #expect(
            String(decoding: body.bytes, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <Default>
                <callManagerGroup>
                <name>HQ-CM</name>
                <tftpDefault>true</tftpDefault>
                <members>
                <member priority="0">
                <callManager>
                <name>CM1</name>
                <description></description>
                <ports>
                <ethernetPhonePort>2000</ethernetPhonePort>
                <sipPort>5060</sipPort>
                <securedSipPort>5061</securedSipPort>
                <mgcpPorts>
                <listen>2427</listen>
                <keepAlive>2428</keepAlive>
                </mgcpPorts>
                </ports>
                <processNodeName>192.0.2.1</processNodeName>
                </callManager>
                </member>
                <member priority="1">
                <callManager>
                <name>cm2.example.net</name>
                <description></description>
                <ports>
                <ethernetPhonePort>2000</ethernetPhonePort>
                <sipPort>5060</sipPort>
                <securedSipPort>5161</securedSipPort>
                <mgcpPorts>
                <listen>2427</listen>
                <keepAlive>2428</keepAlive>
                </mgcpPorts>
                </ports>
                <processNodeName>cm2.example.net</processNodeName>
                </callManager>
                </member>
                </members>
                </callManagerGroup>
                <loadInformation8 model="Cisco 7940">P003</loadInformation8>
                <loadInformation621 model="Cisco 7821">sip78xx.14-2</loadInformation621>
                <loadInformation683 model="Cisco 8841">sip88xx.14-2</loadInformation683>
                <loadInformation30016 model="Cisco IP Communicator">ipc</loadInformation30016>
                <authenticationURL></authenticationURL>
                <directoryURL>http://d.example.net/?a=1&amp;b=2</directoryURL>
                <idleURL></idleURL>
                <informationURL></informationURL>
                <messagesURL></messagesURL>
                <proxyServerURL></proxyServerURL>
                <servicesURL></servicesURL>
                </Default>

                """
        )
    }

    @Test("a load's attribute is read back")
    func attribute() throws {
        let cluster = try Circumstances(cluster: ["model-loads": ["7962": "SCCP42.9"]]).cluster
        let body = try DefaultFileRenderer.body(cluster: cluster, group: try Circumstances().group)
        #expect(try PhoneFileReader.text(at: "/Default/loadInformation404/@model", in: body.bytes) == "Cisco 7962")
    }
}
