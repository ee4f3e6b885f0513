import AdminAPI
import ArgumentParser
import Documents
import Testing

@testable import AdminCommands

@Suite("T02: what file explain prints")
struct FileExplainTests {
    private static func report(_ conditions: [FileExplanation.Condition]) -> FileExplanation {
        FileExplanation(
            phone: "SEP001122334457",
            asOf: "2026-11-24T12:00:00Z",
            carriesCertificate: false,
            servedWithCertificate: true,
            conditions: conditions,
            elements: [
                FileExplanation.Element(
                    path: "/device/deviceSecurityMode",
                    value: "1",
                    source: "security-profile",
                    object: "sip-plain",
                    because: "non-secure"
                ),
                FileExplanation.Element(
                    path: "/device/devicePool/srstInfo/srstCertificate",
                    value: nil,
                    source: "computed",
                    object: nil,
                    because: "device-non-secure"
                ),
            ]
        )
    }

    private static let condition = FileExplanation.Condition(
        condition: "device-protected",
        holds: false,
        reason: "device-non-secure",
        found: "security-profile sip-plain is non-secure"
    )

    private static let table = """
        ELEMENT                              VALUE   FROM                        BECAUSE
        deviceSecurityMode                   1       security-profile sip-plain  non-secure
        devicePool/srstInfo/srstCertificate  absent  computed                    device-non-secure
        """

    @Test("T02: a table of elements below the root, an element that is left out as absent")
    func elements() { #expect(FileExplain.text(Self.report([])) == Self.table) }

    @Test("S09: the conditions stand before it when the elements depend on them")
    func conditions() {
        let expected = """
            SEP001122334457 gets no SRST certificate at the next reset; the file it is served now has one

            CONDITION         HOLDS  FOUND
            device-protected  no     security-profile sip-plain is non-secure (device-non-secure)

            \(Self.table)
            """
        #expect(FileExplain.text(Self.report([Self.condition])) == expected)
    }

    @Test("A05: the keys of the JSON are a contract")
    func json() throws {
        let document = try AdminJSON.decode(Document.self, from: AdminJSON.encode(Self.report([Self.condition])))
        #expect(
            document.entries.map(\.key).sorted() == [
                "as-of", "carries-certificate", "conditions", "elements", "phone", "served-with-certificate",
            ]
        )
        let elements = document["elements"]?.values ?? []
        #expect(
            elements.map { $0.entries.map(\.key).sorted() } == [
                ["because", "object", "path", "source", "value"], ["because", "path", "source"],
            ]
        )
    }

    @Test("T02: the phone comes first, then the element")
    func arguments() throws {
        let command = try #require(
            try Cnfctl.parseAsRoot(["file", "explain", "SEP001122334457", "srstInfo/isSecure"]) as? FileExplain
        )
        #expect(command.phone == "SEP001122334457")
        #expect(command.element == "srstInfo/isSecure")
        #expect(try (Cnfctl.parseAsRoot(["file", "explain", "x"]) as? FileExplain)?.element == nil)
    }
}
