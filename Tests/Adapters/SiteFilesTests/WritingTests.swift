import ClusterModel
import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("Writing YAML")
struct WritingTests {
    /// What reading makes of a written document: every scalar is text, empty fields are gone.
    private func asRead(_ document: Document) -> Document {
        switch document.content {
        case .null: .null
        case .bool, .integer, .string: .string(document.text ?? "")
        case .secret(let text): .string(text.isEmpty ? "" : Document.mask)
        case .list(let values): .list(values.map(asRead))
        case .mapping(let entries):
            .mapping(
                entries.filter { $0.value.content != .null }.map { Document.Entry($0.key, asRead($0.value)) }
            )
        }
    }

    private func check(_ document: Document) throws {
        let text = try SiteFile.write(document)
        let back = try SiteFile.read(text)
        #expect(back == asRead(document), "\(text)")
        let again = try SiteFile.write(back)
        #expect(try SiteFile.read(again) == back)
        #expect(try SiteFile.write(SiteFile.read(again)) == again)
    }

    @Test(
        "Awkward text comes back as it was, as a value, in a list and as a key",
        arguments: AwkwardText.all + [
            "line 1\nline 2", "ends\n", "\n", "\n\nx", "a\n\n b", "a \nb", " a\n b ", "x\n#y\n", "tab\there", "\t",
            "\r",
            "a\r\nb", "\u{85}", "\u{7}", "\u{7F}", "\u{1B}[0m", String(repeating: "long word ", count: 100),
            "--- x\n", "...\n",
        ]
    )
    func awkward(_ text: String) throws {
        let document: Document = ["value": .string(text), "list": [.string(text), [.string(text)]]]
        let back = try SiteFile.read(try SiteFile.write(document))
        #expect(back["value"]?.text.map { Array($0.utf8) } == Array(text.utf8))
        try check(document)
        try check(.mapping([.init(text, "value")]))
    }

    @Test("A byte order mark that begins a text, or stands in it, comes back")
    func byteOrderMark() throws {
        let first = try SiteFile.read(SiteFile.write(["a": "\u{FEFF}x"]))["a"]
        #expect(first?.text?.unicodeScalars.count == 2)
        #expect(try SiteFile.read(SiteFile.write(["a": "x\u{FEFF}x"]))["a"]?.text?.unicodeScalars.count == 3)
    }

    @Test("Random texts of awkward characters come back", arguments: 0..<50 as Range<UInt64>)
    func random(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let characters = Array("a0-.:#'\"\\,[]{}&*!|>%@`?~= \n\t\r日\u{301}😀\u{85}\u{2028}".unicodeScalars)
        for _ in 0..<100 {
            var text = ""
            for _ in 0..<Int.random(in: 0...8, using: &random) { text.unicodeScalars.append(random.pick(characters)) }
            let back = try SiteFile.read(SiteFile.write(["list": [.string(text)], "x": .string(text)]))
            #expect(back["x"]?.text.map { Array($0.utf8) } == Array(text.utf8), "\(text.debugDescription)")
            #expect(back["list"]?.values.first == back["x"], "\(text.debugDescription)")
        }
    }

    @Test(
        "Other readers see text as text",
        arguments: ["0042", "yes", "null", "1e3", "", "true", "~", "No", ".5", "-", "=", "0x1F"]
    )
    func quoted(_ text: String) throws {
        #expect(try SiteFile.write(["a": .string(text)]) == "a: \"\(text)\"\n")
    }

    @Test("Plain text stays plain", arguments: ["HQ", "branch-12", "日本語", "Head Office", "gw.example.net"])
    func plain(_ text: String) throws { #expect(try SiteFile.write(["a": .string(text)]) == "a: \(text)\n") }

    @Test("Fields keep their order, empty ones are left out, empty lists and groups stay")
    func shape() throws {
        let text = try SiteFile.write(["b": 1, "a": nil, "list": [], "group": [:], "c": ["x": true]])
        #expect(text == "b: 1\nlist: []\ngroup: {}\nc:\n  x: true\n")
    }

    @Test("A06: a secret is written masked, and an empty one as nothing")
    func secrets() throws {
        #expect(try SiteFile.write(["p": .secret("hunter2"), "q": .secret("")]) == "p: \"********\"\nq: \"\"\n")
    }

    @Test("Random objects come back from their files", arguments: 0..<100 as Range<UInt64>)
    func objects(_ seed: UInt64) throws {
        var random = RandomObjects(seed: seed)
        let phone = try random.phone(1, pool: "HQ", profile: "standard")
        let profile = try random.securityProfile(1)
        let pool = try random.devicePool(1, group: "CMG", reference: "gw")
        #expect(try Phone(SiteFile.read(SiteFile.write(phone.document.revealed))) == phone)
        #expect(try PhoneSecurityProfile(SiteFile.read(SiteFile.write(profile.document.revealed))) == profile)
        #expect(try DevicePool(SiteFile.read(SiteFile.write(pool.document))) == pool)
        try check(["phones": [phone.document, phone.document.revealed], "pools": [pool.document]])
    }
}
