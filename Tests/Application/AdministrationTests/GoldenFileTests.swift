import AdminAPI
import Documents
import Foundation
import TestSupport
import Testing

/// The files of every phone of the fixture site, as they were looked at and found right.
///
/// `CNFD_RECORD_GOLDEN=1 swift test --filter GoldenFileTests` writes them anew, and fails.
@Suite struct GoldenFileTests {
    @Test("P01 S09: every phone's file in a mixed cluster is its golden file")
    func mixed() async throws {
        try Self.compare(try await TestSite.secureFixture().everyFile(), "mixed")
    }

    @Test("S07: every phone's file in a non-secure cluster is its golden file")
    func nonSecure() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(Reset(scope: .all))
        try Self.compare(site.everyFile(), "non-secure")
    }

    private static func compare(_ files: [String: [UInt8]], _ mode: String) throws {
        #expect(files.count == 13, "12 phones and the default file")
        let directory = Fixtures.url("golden/\(mode)")
        for (name, bytes) in files { try Golden.expect(bytes.text, directory.appending(path: name)) }
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: directory.path())) == Set(files.keys))
    }
}
