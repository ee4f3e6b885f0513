import ClusterModel
import Documents
import PhoneFiles
import TestSupport
import Testing

@Suite("A rendition is the whole document, in parts")
struct RenditionTests {
    @Test("P01: body, fragment and stamp make the bytes that libxml2 writes at once", arguments: 0..<400)
    func renditionEqualsDocument(seed: Int) throws {
        let circumstances = try Circumstances.random(seed: seed)
        let rendition = try circumstances.rendition(stamp: "1234-5678")
        #expect(rendition == (try circumstances.document(stamp: "1234-5678")))
    }

    @Test("phones of one shape share a body, whatever their values")
    func sharedBody() throws {
        let first = try Circumstances(phone: ["lines": [["number": "1"]], "settings": ["webAccess": "1"]])
        var second = first
        second.phone = try Circumstances(
            phone: [
                "name": "SEP00AABBCCDDEE", "lines": [["number": "<2>", "label": "二"]], "settings": ["webAccess": ""],
                "ssh-user": "admin", "owner-user-id": "yamada", "description": "elsewhere",
            ]
        ).phone
        #expect(first.shape == second.shape)
        let bodies = try [first, second].map { try PhoneFileRenderer.body($0.context, $0.shape) }
        #expect(bodies[0] == bodies[1])
    }

    @Test("protocol, load, number of lines and names of settings are the shape")
    func shapes() throws {
        let changes: [Circumstances.Fields] = [
            [:], ["protocol": "sccp"], ["load": "other"], ["lines": [["number": "1"]]],
            ["settings": ["webAccess": "1"]],
        ]
        let shapes = try changes.map { try Circumstances(phone: $0).shape }
        #expect(Set(shapes).count == changes.count)
    }

    @Test("the phone's own load goes before the cluster's for its model")
    func effectiveLoad() throws {
        func load(_ cluster: Circumstances.Fields, _ phone: Circumstances.Fields) throws -> String? {
            try Circumstances(cluster: cluster, phone: phone).text(at: "/device/loadInformation")
        }
        let loads: Circumstances.Fields = ["model-loads": ["8841": "model-load", "7821": "other"]]
        #expect(try load([:], [:]) == "")
        #expect(try load(loads, [:]) == "model-load")
        #expect(try load(loads, ["load": "own-load"]) == "own-load")
    }

    @Test("A06: the holes of passwords and secret settings are marked, no others")
    func secretHoles() throws {
        let circumstances = try Circumstances(
            phone: [
                "lines": [["number": "1"]], "settings": ["adminPassword": "", "webAccess": "1"],
            ]
        )
        let body = try PhoneFileRenderer.body(circumstances.context, circumstances.shape)
        let names = body.holes.filter(\.isSecret).map { hole in
            let before = String(decoding: body.bytes[..<hole.offset], as: UTF8.self)
            return before.split(separator: "<").last.map { String($0.dropLast()) }
        }
        #expect(names == ["sshPassword", "authPassword", "phonePassword", "adminPassword"])
    }

    @Test("the longest text fits a fragment, however it is escaped", arguments: ["\"", "&", "\u{10FFFD}", "\u{301}"])
    func longestValue(character: Character) throws {
        let label = String(repeating: character, count: PlainText.maximumLength)
        let circumstances = try Circumstances(phone: ["lines": [["number": "1", "label": .string(label)]]])
        let file = try circumstances.rendition()
        #expect(try PhoneFileReader.text(at: "/device/sipProfile/sipLines/line/featureLabel", in: file) == label)
    }

    @Test("T01: the stamp is a function of the other bytes alone")
    func stamp() throws {
        /// Stands in for SHA-256, which is not this target's.
        func digest(_ bytes: [UInt8]) -> [UInt8] {
            (UInt64(1)...4).flatMap { lane in
                let hash = bytes.reduce(lane &* 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
                return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
            }
        }
        func stamp(_ circumstances: Circumstances) throws -> String {
            try #require(VersionStamp(digest: digest(try circumstances.rendition(stamp: "")))).description
        }
        let circumstances = try Circumstances(phone: ["owner-user-id": "sato"])
        let first = try stamp(circumstances)
        #expect(try stamp(try Circumstances(phone: ["owner-user-id": "sato", "description": "moved"])) == first)
        #expect(try stamp(try Circumstances(phone: ["owner-user-id": "suzuki"])) != first)
        let file = try circumstances.rendition(stamp: first)
        #expect(try PhoneFileReader.text(at: "/device/versionStamp", in: file) == first)
        #expect(try PhoneFileDiff.differences(from: circumstances.rendition(stamp: ""), to: file).count == 1)
    }
}
