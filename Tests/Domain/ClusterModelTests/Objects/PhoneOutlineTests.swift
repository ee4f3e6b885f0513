import ClusterModel
import Documents
import TestSupport
import Testing

@Suite("A phone's outline") struct PhoneOutlineTests {
    private static let examples: [Document] = [
        [:], ["load": "own-load"], ["lines": [["number": "1"], ["number": "2"]]],
        ["settings": ["webAccess": "1", "adminPassword": "p"]], ["model": "7821"],
    ]

    @Test("It comes back from its document", arguments: examples)
    func roundTrip(_ changes: Document) throws {
        let outline = PhoneOutline(try Phone.example(changes), layout: 7)
        #expect(PhoneOutline(outline.document) == outline)
    }

    @Test("What shapes the file is part of it, values are not")
    func identity() throws {
        let outlines = try Self.examples.map { PhoneOutline(try Phone.example($0), layout: 1) }
        #expect(Set(outlines).count == Self.examples.count)
        let values: Document = ["settings": ["webAccess": "0", "adminPassword": "q"], "owner-user-id": "yamada"]
        #expect(PhoneOutline(try Phone.example(values), layout: 1) == outlines[3])
    }

    @Test(
        "What another release wrote is no outline",
        arguments: [["layout": nil], ["model": "9999"], ["protocol": "h323"], ["lines": -1], ["load": "a/b"]]
            as [Document]
    )
    func unreadable(_ changes: Document) throws {
        let document = PhoneOutline(try Phone.example(), layout: 1).document.merging(changes)
        #expect(PhoneOutline(document) == nil)
    }
}
