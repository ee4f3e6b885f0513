internal import Documents

extension AuditEntry {
    /// The key under which an image after a change names the secrets that the change gave another value: their images
    /// look alike.
    public static let changedSecretsKey = "changed-secrets"

    /// The entry with the secrets that changed named in the image after; it has to be asked before they are masked.
    public var namingChangedSecrets: AuditEntry {
        guard let before, let after, case .mapping(let entries) = after.content else { return self }
        let changed = before.changedSecrets(after, path: "")
        guard !changed.isEmpty else { return self }
        var entry = self
        let names = Document.list(changed.map { .string($0) })
        entry.after = .mapping(entries + [Document.Entry(Self.changedSecretsKey, names)])
        return entry
    }
}

extension Document {
    /// The paths of the secrets that are there before and after, and differ.
    fileprivate func changedSecrets(_ after: Document, path: String) -> [String] {
        switch (content, after.content) {
        case (.secret(let text), .secret(let other)):
            return text == other || text.isEmpty || other.isEmpty ? [] : [path]
        case (.mapping(let entries), .mapping):
            return entries.flatMap { entry -> [String] in
                guard let other = after[entry.key] else { return [] }
                return entry.value.changedSecrets(other, path: path.isEmpty ? entry.key : "\(path).\(entry.key)")
            }
        case (.list(let values), .list(let others)):
            return zip(values, others).enumerated().flatMap { index, pair in
                pair.0.changedSecrets(pair.1, path: "\(path).\(index + 1)")
            }
        default:
            return []
        }
    }
}
