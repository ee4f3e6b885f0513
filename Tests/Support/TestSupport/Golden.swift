public import Foundation
public import Testing

/// Files that were looked at and found right, which tests compare with.
///
/// With `CNFD_RECORD_GOLDEN=1` in the environment they are written instead, and the test fails, so that nobody takes a
/// recording for a check.
public enum Golden {
    private static let variable = "CNFD_RECORD_GOLDEN"

    /// Whether this run writes them.
    public static var isRecording: Bool { ProcessInfo.processInfo.environment[variable] == "1" }

    /// Compares a text with a golden file, or records it.
    ///
    /// - Parameters:
    ///   - text: What was made now.
    ///   - file: The golden file.
    ///   - sourceLocation: Where it is expected.
    /// - Throws: When there is no such file, or it cannot be written.
    public static func expect(
        _ text: String,
        _ file: URL,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        guard !isRecording else {
            let folder = file.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            recorded(file.path(), sourceLocation: sourceLocation)
            return
        }
        let reviewed = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == reviewed, "\(file.lastPathComponent):\n\(text)", sourceLocation: sourceLocation)
    }

    /// Fails the test that has recorded something.
    public static func recorded(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
        Issue.record(
            "Recorded \(name), not checked: look at it, and run again without \(variable).",
            sourceLocation: sourceLocation
        )
    }
}
