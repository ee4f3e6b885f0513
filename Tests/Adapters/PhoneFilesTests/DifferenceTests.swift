import Documents
import PhoneFiles
import TestSupport
import Testing

@Suite("T02: the semantic difference of two files")
struct DifferenceTests {
    /// Each difference on one line: `path: old -> new`.
    private func differences(_ old: String, _ new: String) throws -> [String] {
        try PhoneFileDiff.differences(from: Array(old.utf8), to: Array(new.utf8)).map { difference in
            "\(difference.kind) \(difference.path): \(difference.old ?? "-") -> \(difference.new ?? "-")"
        }
    }

    @Test("layout, comments, CDATA, the form of empty elements and the order of elements do not count")
    func sameMeaning() throws {
        let written = try Circumstances(phone: ["lines": [["number": "1"]]]).document()
        #expect(try PhoneFileDiff.differences(from: written, to: written) == [])
        #expect(
            try differences(
                "<device>\n<a x=\"1\" y=\"2\">t&amp;t</a>\n<b></b>\n<c>\n<d>1</d></c></device>",
                "<?xml version=\"1.0\"?><device><!-- note --><c> <d>1</d> </c>  <b/>"
                    + "<a y='2' x='1'><![CDATA[t&t]]></a>\n</device>"
            ) == []
        )
    }

    @Test("a changed text, an added and a removed element, a changed attribute, in the order of the new file")
    func kinds() throws {
        #expect(
            try differences(
                "<device><a>1</a><gone>x</gone><b k=\"1\" l=\"2\">t</b><z>1</z></device>",
                "<device><a>2</a><new>y</new><b k=\"3\" m=\"4\">t</b><z>1</z></device>"
            ) == [
                "changed /device/a: 1 -> 2", "added /device/new: - -> y", "removed /device/gone: x -> -",
                "changed /device/b/@k: 1 -> 3", "added /device/b/@m: - -> 4", "removed /device/b/@l: 2 -> -",
            ]
        )
    }

    @Test("repeated siblings have positions, from 1, even where only one file repeats them")
    func positions() throws {
        let first = try Circumstances(phone: ["lines": [["number": "1", "label": "one"]]])
        let second = try Circumstances(phone: ["lines": [["number": "1", "label": "uno"], ["number": "2"]]])
        let found = try PhoneFileDiff.differences(from: try first.document(), to: try second.document())
        let lines = "/device/sipProfile/sipLines/"
        #expect(found.first?.path == lines + "line[1]/featureLabel")
        #expect(found.first?.old == "one")
        #expect(found.first?.new == "uno")
        let added = found.filter { $0.path.hasPrefix(lines + "line[2]/") }
        #expect(added.allSatisfy { $0.kind == .added && $0.old == nil })
        let beginning = ["@button", "@lineIndex", "featureID"].map { lines + "line[2]/" + $0 }
        #expect(Array(added.map(\.path).prefix(3)) == beginning)
        #expect(added.contains { $0.path == lines + "line[2]/name" && $0.new == "2" })
    }

    @Test("an added or removed element is told by the texts and attributes in it")
    func subtrees() throws {
        let small = "<device><a></a></device>"
        let large = "<device><a><b k=\"1\"><c>x</c><c></c></b></a></device>"
        #expect(
            try differences(small, large) == [
                "added /device/a/b/@k: - -> 1", "added /device/a/b/c[1]: - -> x", "added /device/a/b/c[2]: - -> ",
            ]
        )
        #expect(
            try differences(large, small) == [
                "removed /device/a/b/@k: 1 -> -", "removed /device/a/b/c[1]: x -> -", "removed /device/a/b/c[2]:  -> -",
            ]
        )
    }

    @Test("the order of repeated siblings counts")
    func repeatedOrder() throws {
        #expect(
            try differences("<d><s>1</s><s>2</s></d>", "<d><s>2</s><s>1</s></d>") == [
                "changed /d/s[1]: 1 -> 2", "changed /d/s[2]: 2 -> 1",
            ]
        )
    }

    @Test("the version stamp counts")
    func stamp() throws {
        let circumstances = try Circumstances()
        let found = try PhoneFileDiff.differences(
            from: try circumstances.document(stamp: "1-a"),
            to: try circumstances.document(stamp: "2-b")
        )
        #expect(found.map(\.path) == ["/device/versionStamp"])
    }

    @Test("A06: secrets are flagged")
    func secrets() throws {
        func file(_ secret: String) throws -> [UInt8] {
            try Circumstances(
                phone: [
                    "ssh-user": .string(secret), "ssh-password": .string(secret), "phone-password": .string(secret),
                    "lines": [["number": "1", "authentication-password": .string(secret)]],
                    "settings": ["adminPassword": .string(secret), "webAccess": .string(secret)],
                ]
            ).document()
        }
        let found = try PhoneFileDiff.differences(from: try file("old"), to: try file("new"))
        #expect(
            found.map { "\($0.path.split(separator: "/").last ?? "") \($0.isSecret)" } == [
                "sshUserId false", "sshPassword true", "authPassword true", "phonePassword true",
                "adminPassword true", "webAccess false",
            ]
        )
    }

    @Test("another Unicode normal form is another value")
    func normalForms() throws {
        #expect(try differences("<d>\u{E9}</d>", "<d>e\u{301}</d>").count == 1)
    }

    @Test("spaces that are a value count")
    func spaces() throws {
        #expect(try differences("<d><a>  </a></d>", "<d><a></a></d>") == ["changed /d/a:    -> "])
    }

    @Test("a call manager's own file is read, with its undeclared prefix")
    func undeclaredPrefix() throws {
        #expect(
            try differences(
                "<device  xsi:type=\"axl:XIPPhone\" ctiid=\"5\"><a>1</a></device>",
                "<device><a>1</a></device>"
            ) == ["removed /device/@xsi:type: axl:XIPPhone -> -", "removed /device/@ctiid: 5 -> -"]
        )
    }
}
