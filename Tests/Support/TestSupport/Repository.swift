public import Foundation

/// The checkout that the tests were built from.
public enum Repository {
    /// The folder with `Package.swift`, whose folders say where everything else is.
    public static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/"
            && !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()
}
