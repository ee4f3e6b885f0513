import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("The shape of an object")
struct ShapeTests {
    private func expect<Object: ExampleObject>(_ type: Object.Type) throws {
        let document = try Object.example().document
        #expect(Set(Object.shape.map(\.key)) == Set(document.entries.map(\.key)), "\(Object.noun)")
        for field in Object.shape {
            guard case .group(let fields) = field.kind else { continue }
            #expect(fields.map(\.key) == document[field.key]?.entries.map(\.key), "\(Object.noun) \(field.key)")
        }
        let required = Set(Object.shape.filter(\.isRequired).map(\.key))
        #expect(required.isSubset(of: Object.exampleDocument.entries.map(\.key)), "\(Object.noun)")
    }

    @Test("It has the fields that the object writes, no more and no fewer")
    func fields() throws {
        try expect(Cluster.self)
        try expect(CallManagerGroup.self)
        try expect(SRSTReference.self)
        try expect(DevicePool.self)
        try expect(PhoneSecurityProfile.self)
        try expect(Phone.self)
    }

    @Test("A06: it tells passwords, words to choose from, lists and open groups")
    func kinds() throws {
        func kind(_ key: String, _ shape: [FieldShape]) -> FieldShape.Kind? { shape.first { $0.key == key }?.kind }
        #expect(kind("ssh-password", Phone.shape) == .secret)
        #expect(kind("protocol", Phone.shape) == .value(words: ["sccp", "sip"]))
        #expect(kind("settings", Phone.shape) == .open)
        #expect(kind("secure", SRSTReference.shape) == .value(words: ["true", "false"]))
        guard case .objects(let endpoint) = kind("sip", SRSTReference.shape) else {
            Issue.record("sip is no list of objects")
            return
        }
        #expect(endpoint.map(\.key) == ["address", "port"] && endpoint[0].isRequired && !endpoint[1].isRequired)
        guard case .objects(let line) = kind("lines", Phone.shape) else {
            Issue.record("lines is no list of objects")
            return
        }
        #expect(kind("authentication-password", line) == .secret)
        guard case .group(let time) = kind("date-time", DevicePool.shape) else {
            Issue.record("date-time is no group")
            return
        }
        #expect(kind("time-servers", time) == .list)
    }
}
