public import Foundation

/// The committed files that tests compare with, and how they are recorded.
public enum Fixtures {
    /// The repository's folder `fixtures`.
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "fixtures")

    /// Set to anything but nothing, it makes tests write the fixtures they would read, and fail.
    public static let recordingVariable = "CNFD_RECORD_FIXTURES"

    /// Whether this run records.
    public static var isRecording: Bool {
        ProcessInfo.processInfo.environment[recordingVariable].map { !$0.isEmpty } ?? false
    }

    /// The fixture at `path` below the folder.
    public static func url(_ path: String) -> URL { folder.appending(path: path) }
}
