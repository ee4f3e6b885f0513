import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Phone security profiles")
struct PhoneSecurityProfileTests {
    @Test("A profile that says nothing is non-secure")
    func defaults() throws {
        let profile = try PhoneSecurityProfile.example()
        #expect(profile.deviceSecurityMode == .nonSecure && profile.transport == .tcpOrUDP)
        #expect(profile.capfAuthentication == .none && profile.settings.all.isEmpty)
    }

    @Test("A profile must name its protocol")
    func phoneProtocol() {
        #expect(PhoneSecurityProfile.problems(["protocol": nil]).map(\.code) == ["missing-field"])
        #expect(
            PhoneSecurityProfile.problems(["protocol": "h323"]).map(\.hint) == ["Write one of sccp, sip."]
        )
    }

    @Test("An SCCP profile has no SIP transport", arguments: ["tcp", "udp"])
    func transport(_ transport: String) throws {
        #expect(
            PhoneSecurityProfile.problems(["protocol": "sccp", "transport": .string(transport)]).map(\.description) == [
                "security-profile standard-sip, field \"transport\": An SCCP profile has no SIP transport. "
                    + "Remove it, or set protocol to sip."
            ]
        )
        #expect(try PhoneSecurityProfile.example(["protocol": "sccp"]).transport == .tcpOrUDP)
    }

    @Test("The values of the modes in a file are 1, 2 and 3")
    func values() {
        #expect(DeviceSecurityMode.allCases.map(\.fileValue) == [1, 2, 3])
        #expect(DeviceSecurityMode.allCases.map(\.usesTLS) == [false, true, true])
        #expect(CAPFAuthenticationMode.allCases.map(\.fileValue) == [0, 1, 2, 3, 4])
    }
}
