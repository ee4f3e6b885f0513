internal import Documents
internal import OpenSSL
internal import Platform

/// The SHA-256 over everything that a site file changes, so that a plan is known to do the same later.
struct ChangeDigest {
    private var hash = SHA256Hash(words: [0, 0, 0, 0])

    /// Adds a change: an object's image before, if it was there, and after, if it still is; secrets masked.
    mutating func add(_ object: String, _ before: Document?, _ after: Document?) {
        let change = Document.list([.string(object), before?.masked ?? .null, after?.masked ?? .null])
        hash = SHA256Digest.of(hash.bytes + Array(change.revealedJSON.utf8))
    }

    /// It in hexadecimal.
    var text: String { hash.description }
}
