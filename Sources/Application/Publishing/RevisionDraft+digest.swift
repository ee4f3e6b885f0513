internal import OpenSSL
internal import Platform
internal import Store

extension RevisionDraft {
    /// The SHA-256 of what changes: each file with its new bytes, each that is taken away, and how many wait for later
    /// waves.
    func digest(deferred: Int) -> SHA256Hash {
        var text: [UInt8] = []
        for publication in files.sorted(by: { "\($0.file)" < "\($1.file)" }) {
            text += Array("\(publication.file)".utf8) + [0] + publication.hash.bytes
        }
        for file in withdrawals.map({ "\($0.file)" }).sorted() { text += Array("-\(file)".utf8) + [0] }
        return SHA256Digest.of(text + Array("\(deferred)".utf8))
    }
}
