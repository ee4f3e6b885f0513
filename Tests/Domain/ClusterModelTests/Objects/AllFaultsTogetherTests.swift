import ClusterModel
import Documents
import TestSupport
import Testing

/// A03: an administrator mends an object in one round, so a fault never hides another.
@Suite("A03: all faults of an object are reported together")
struct AllFaultsTogetherTests {
    @Test("Device pool: a missing group does not hide a duration out of range")
    func devicePool() {
        let problems = DevicePool.problems(["call-manager-group": nil, "connection-monitor-duration": -1])
        #expect(Set(problems.map(\.field)) == ["call-manager-group", "connection-monitor-duration"])
    }

    @Test("Call-manager group: a bad name does not hide that there are no members")
    func group() {
        let problems = CallManagerGroup.problems(["name": "a\nb", "members": []])
        #expect(Set(problems.map(\.field)) == ["name", "members"])
    }

    @Test("SRST reference: a reserved name, a bad port and no address")
    func reference() {
        let problems = SRSTReference.problems(["name": "disable", "sccp": nil, "certificate-provider-port": "x"])
        #expect(Set(problems.map(\.field)) == ["name", "sccp", "certificate-provider-port"])
        #expect(SRSTReference.problems(["name": "enable", "sccp": nil]).count == 2)
    }

    @Test("Security profile: a bad mode does not hide an SCCP profile's transport")
    func profile() {
        let problems = PhoneSecurityProfile.problems([
            "protocol": "sccp", "transport": "tcp", "device-security-mode": "x",
        ])
        #expect(Set(problems.map(\.field)) == ["transport", "device-security-mode"])
    }

    @Test("Phone: a missing pool does not hide an SCCP phone's lines")
    func phone() {
        let problems = Phone.problems(["protocol": "sccp", "lines": [["number": "1"]], "device-pool": nil])
        #expect(Set(problems.map(\.field)) == ["lines", "device-pool"])
    }

    @Test("Line: a bad label hides neither an empty number nor impossible calls")
    func line() {
        let problems = Phone.problems([
            "lines": [["number": "", "label": [], "maximum-calls": 2, "busy-trigger": 3]]
        ])
        #expect(Set(problems.map(\.field)) == ["lines[1].number", "lines[1].label", "lines[1].busy-trigger"])
    }

    @Test("Settings: too many do not hide a bad one")
    func settings() {
        let many = (0..<201).map { Document.Entry("s\($0)", $0 == 7 ? [] : "x") }
        #expect(Set(Cluster.problems(["settings": .mapping(many)]).map(\.field)) == ["settings", "settings.s7"])
    }
}
