import Documents

extension Document {
    /// The fields, those of `changes` before those of the same name.
    init(_ fields: [String: Document], changedBy changes: [String: Document] = [:]) {
        let all = fields.merging(changes) { $1 }
        self = .mapping(all.sorted { $0.key < $1.key }.map { Entry($0.key, $0.value) })
    }
}
