import AdminAPI
import Documents
import Foundation
import Testing

/// The files of every phone of the fixture site, as they were looked at and found right.
///
/// `CNFD_RECORD_GOLDEN=1 swift test --filter GoldenFileTests` writes them anew, and fails.
@Suite struct GoldenFileTests {
    private static let directory = TestSite.root.appending(path: "fixtures/golden")
    private static let isRecording = ProcessInfo.processInfo.environment["CNFD_RECORD_GOLDEN"] == "1"

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
        let directory = directory.appending(path: mode)
        #expect(files.count == 13, "12 phones and the default file")
        guard !isRecording else {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            for (name, bytes) in files { try Data(bytes).write(to: directory.appending(path: name)) }
            Issue.record("Recorded \(files.count) golden files in \(directory.path); look at them and run again.")
            return
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(Set(names) == Set(files.keys))
        for (name, bytes) in files {
            let golden = try Data(contentsOf: directory.appending(path: name))
            #expect(bytes.text == String(decoding: golden, as: UTF8.self), "\(mode)/\(name)")
        }
    }
}
