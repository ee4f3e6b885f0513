import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("Objects survive being documents")
struct RoundTripTests {
    private static let seeds = (0..<200).map { UInt64($0) }

    private func check<Object: SavedObject>(_ object: Object) throws {
        let document = object.document
        #expect(try Object(document) == object)
        // Defaults are written out, so that writing again changes nothing.
        #expect(try Object(document).document == document)
        // As the store keeps it, and as a file shown with secrets has it.
        #expect(try Object(document.revealed) == object)
        // As an administrator gives back what was shown masked.
        #expect(try Object(document.masked.restoringMasked(from: document)) == object)
        #expect(try object.changing(document.masked) == object)
        #expect(try object.changing([:]) == object)
    }

    @Test("The smallest objects")
    func examples() throws {
        try check(Cluster.example())
        try check(CallManagerGroup.example())
        try check(SRSTReference.example())
        try check(DevicePool.example())
        try check(PhoneSecurityProfile.example())
        try check(Phone.example())
    }

    @Test("Random objects with awkward text", arguments: seeds)
    func random(_ seed: UInt64) throws {
        var objects = RandomObjects(seed: seed)
        try check(objects.cluster(group: "CMG"))
        try check(objects.callManagerGroup(1))
        try check(objects.srstReference(1))
        try check(objects.devicePool(1, group: "CMG", reference: "gw"))
        try check(objects.securityProfile(1))
        try check(objects.phone(1, pool: "HQ", profile: "standard"))
    }

    @Test("Each awkward text in each field for people", arguments: AwkwardText.all)
    func awkward(_ text: String) throws {
        guard text != Document.mask else { return }
        try check(
            Phone.example([
                "description": .string(text), "ssh-user": .string(text), "ssh-password": .string(text),
                "settings": ["x": .string(text), "xPassword": .string(text)],
                "lines": [["number": .string("1" + text), "authentication-password": .string(text)]],
            ])
        )
    }
}
