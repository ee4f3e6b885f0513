public import Foundation

/// A directory of its own for one test, removed with all it holds when the test lets go of it.
public final class TemporaryDirectory: Sendable {
    /// The directory.
    public let url: URL
    /// Its path, without a slash at the end.
    public var path: String { url.path(percentEncoded: false) }

    /// Makes an empty directory that only this user may enter.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "cnfd-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of `name` inside the directory.
    public func path(_ name: String) -> String { path + "/" + name }

    /// The bytes of the file `name`.
    public func contents(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

    /// The names of what the directory holds, in alphabetical order.
    public func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
