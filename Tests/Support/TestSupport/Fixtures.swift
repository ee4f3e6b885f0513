public import Foundation

/// The committed files that tests read and compare with.
public enum Fixtures {
    /// The repository's folder `fixtures`.
    public static let folder = Repository.root.appending(path: "fixtures")

    /// The fixture at `path` below the folder.
    public static func url(_ path: String) -> URL { folder.appending(path: path) }
}
