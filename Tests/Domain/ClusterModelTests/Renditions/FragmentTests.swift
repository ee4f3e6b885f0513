import ClusterModel
import TestSupport
import Testing

@Suite("Fragments")
struct FragmentTests {
    private func values(_ fragment: Fragment) -> [[UInt8]] { fragment.ranges.map { Array(fragment.bytes[$0]) } }

    @Test("Each value stands behind its length, most significant octet first")
    func layout() throws {
        let fragment = try #require(Fragment(values: [[1, 2], [], [UInt8](repeating: 9, count: 258)]))
        #expect(fragment.bytes.prefix(8) == [0, 2, 1, 2, 0, 0, 1, 2])
        #expect(fragment.bytes.count == 4 + 2 + 260)
        #expect(fragment.ranges == [2..<4, 6..<6, 8..<266])
    }

    @Test("Random values come back from their bytes", arguments: 0..<100 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let original = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            random.bytes(Int.random(in: 0...600, using: &random))
        }
        let fragment = try #require(Fragment(values: original))
        let back = try #require(Fragment(bytes: fragment.bytes))
        #expect(back == fragment && values(back) == original)
    }

    @Test("The longest value is 65535 bytes")
    func longest() throws {
        let longest = [UInt8](repeating: 1, count: Fragment.maximumValueLength)
        #expect(values(try #require(Fragment(values: [longest, [7]]))) == [longest, [7]])
        #expect(Fragment(values: [longest + [1]]) == nil)
    }

    @Test(
        "Bytes whose lengths do not add up are refused",
        arguments: [
            [0], [0, 1], [1, 0], [0, 2, 1], [0, 0, 0], [0, 1, 9, 0], [0xFF, 0xFF], [0, 1, 9, 0, 1],
        ] as [[UInt8]]
    )
    func malformed(_ bytes: [UInt8]) { #expect(Fragment(bytes: bytes) == nil) }

    @Test("No values are no bytes")
    func empty() {
        #expect(Fragment(values: [])?.bytes == [])
        #expect(Fragment(bytes: [])?.ranges == [])
    }

    @Test("A fragment cut or lengthened anywhere is refused or is another one, never out of bounds")
    func cut() throws {
        let whole = try #require(Fragment(values: [[1], [0, 0], [2, 3, 4]])).bytes
        for length in 0..<whole.count {
            guard let cut = Fragment(bytes: Array(whole.prefix(length))) else { continue }
            #expect(cut.ranges.allSatisfy { $0.upperBound <= cut.bytes.count })
        }
    }
}

@Suite("Bodies of renditions")
struct RenditionBodyTests {
    private typealias Hole = RenditionBody.Hole

    @Test("Holes stand in order inside the bytes; several may stand at one place")
    func holes() throws {
        let holes = [
            Hole(offset: 0, filling: .versionStamp), Hole(offset: 2, filling: .value(1), isSecret: true),
            Hole(offset: 2, filling: .value(0)), Hole(offset: 3, filling: .value(1)),
        ]
        let body = try #require(RenditionBody(bytes: [1, 2, 3], holes: holes))
        #expect(body.bytes == [1, 2, 3] && body.holes == holes)
        #expect(RenditionBody(bytes: [], holes: []) != nil)
    }

    @Test("Holes out of order, outside the bytes or of no value make no body")
    func malformed() {
        for offsets in [[2, 1], [4], [-1], [0, 4], [3, 0]] {
            #expect(
                RenditionBody(bytes: [1, 2, 3], holes: offsets.map { Hole(offset: $0, filling: .versionStamp) }) == nil
            )
        }
        #expect(RenditionBody(bytes: [1], holes: [Hole(offset: 0, filling: .value(-1))]) == nil)
    }
}

@Suite("T01: version stamps")
struct VersionStampTests {
    @Test("A stamp is <seconds>-<uuid>, cut from the digest")
    func known() throws {
        // SHA-256 of the empty text: e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 …; 0xe3b0c442 = 3820012610.
        let digest: [UInt8] = [
            0xE3, 0xB0, 0xC4, 0x42, 0x98, 0xFC, 0x1C, 0x14, 0x9A, 0xFB, 0xF4, 0xC8, 0x99, 0x6F, 0xB9, 0x24, 0x27, 0xAE,
            0x41, 0xE4, 0x64, 0x9B, 0x93, 0x4C, 0xA4, 0x95, 0x99, 0x1B, 0x78, 0x52, 0xB8, 0x55,
        ]
        let stamp = try #require(VersionStamp(digest: digest))
        #expect(stamp.description == "3820012610-98fc1c14-9afb-f4c8-996f-b92427ae41e4")
        #expect(stamp.ascii == Array(stamp.description.utf8))
    }

    @Test("Seconds stand without leading zeros, the UUID with them")
    func zeros() throws {
        let zero = try #require(VersionStamp(digest: [UInt8](repeating: 0, count: 20)))
        #expect(zero.description == "0-00000000-0000-0000-0000-000000000000")
        let small = try #require(VersionStamp(digest: [0, 0, 1, 0] + [UInt8](repeating: 0x0A, count: 16)))
        #expect(small.description == "256-0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a")
        let large = try #require(VersionStamp(digest: [UInt8](repeating: 0xFF, count: 20)))
        #expect(large.description == "4294967295-ffffffff-ffff-ffff-ffff-ffffffffffff")
    }

    @Test("Only the first 20 bytes count, and fewer make no stamp")
    func length() throws {
        #expect(VersionStamp(digest: [UInt8](repeating: 1, count: 19)) == nil)
        #expect(VersionStamp(digest: []) == nil)
        let twenty = [UInt8](0..<20)
        #expect(VersionStamp(digest: twenty) == VersionStamp(digest: twenty + [99]))
        #expect(VersionStamp(digest: twenty)?.bytes == twenty)
        #expect(VersionStamp(digest: twenty) != VersionStamp(digest: [1] + twenty))
    }
}
