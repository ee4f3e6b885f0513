import Foundation
import Testing

/// Compares a file with the reviewed one of the same name in `Golden`.
///
/// With `CNFD_RECORD_GOLDEN=1` in the environment the file is recorded instead, and the test fails, so that nobody
/// takes a recording for a check.
func expectGolden(_ name: String, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["CNFD_RECORD_GOLDEN"] == "1" {
        try Data(bytes).write(to: file)
        Issue.record("\(name) was recorded, not checked.", sourceLocation: sourceLocation)
        return
    }
    let reviewed = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(String(decoding: bytes, as: UTF8.self) == reviewed, sourceLocation: sourceLocation)
}
