import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("SRST references")
struct SRSTReferenceTests {
    @Test("A reference is not secure unless it says so, and its ports are the protocols'")
    func defaults() throws {
        let reference = try SRSTReference.example(["sip": [["address": "192.0.2.2"]]])
        #expect(!reference.isSecure && reference.certificateProviderPort == .standard)
        #expect(reference.sccpEndpoints.map(\.port.number) == [2000])
        #expect(reference.sipEndpoints.map(\.port.number) == [5060])
    }

    @Test("S01: every distinct address is asked once, in order")
    func distinct() throws {
        let reference = try SRSTReference.example([
            "sccp": [["address": "192.0.2.2"], ["address": "GW.example"], ["address": "192.0.2.2", "port": 2001]],
            "sip": [["address": "gw.example"], ["address": "192.0.2.1"]],
        ])
        #expect(reference.distinctAddresses.map(\.text) == ["192.0.2.2", "gw.example", "192.0.2.1"])
    }

    @Test("A reference needs an address, under sccp or sip")
    func addresses() throws {
        #expect(try SRSTReference.example(["sccp": nil, "sip": [["address": "gw"]]]).sipEndpoints.count == 1)
        #expect(
            SRSTReference.problems(["sccp": []]).map(\.description) == [
                "srst branch-12, field \"sccp\": The reference has no address. Give at least one under sccp or sip."
            ]
        )
    }

    @Test("A reference has at most three addresses for each protocol", arguments: ["sccp", "sip"])
    func tooMany(_ section: String) throws {
        let gateways = (1...4).map { Document.mapping([.init("address", .string("192.0.2.\($0)"))]) }
        #expect(throws: Never.self) {
            try SRSTReference.example(.mapping([.init(section, .list(Array(gateways.prefix(3))))]))
        }
        let problems = SRSTReference.problems(.mapping([.init(section, .list(gateways))]))
        #expect(problems.map(\.field) == [section])
        #expect(problems.first?.message == "The reference has 4 addresses here.")
    }

    @Test(
        "Names that mean something else in a phone's file are refused",
        arguments: ["disable", "Enable", "USE-DEFAULT-GATEWAY", "Use Default Gateway"]
    )
    func reserved(_ name: String) {
        let problems = SRSTReference.problems(["name": .string(name)])
        #expect(problems.map(\.field) == ["name"])
        #expect(problems.first?.message == "\"\(name)\" already means something in a phone's file.")
        #expect(problems.first?.object == "srst \(name)")
    }

    @Test("A03: each refusal names reference, field, reason and remedy, all together")
    func together() {
        let problems = SRSTReference.problems([
            "sccp": [["port": 2000]], "sip": [["address": "x", "port": 65536]], "secure": "yes",
            "certificate-provider-port": 80, "is-secure": true,
        ])
        #expect(
            problems.map(\.field) == [
                "sccp[1].address", "sip[1].port", "secure", "certificate-provider-port", "is-secure",
            ]
        )
        #expect(problems.allSatisfy { $0.object == "srst branch-12" && !$0.message.isEmpty && $0.hint != nil })
    }
}
