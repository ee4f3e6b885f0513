internal import ClusterModel

/// The holes of a body as text, separated by spaces: `offset:index`, `offset:stamp` or, for a shared secret,
/// `offset:=length`; a secret one with `!` behind it.
enum HoleCoding {
    static func encode(_ holes: [RenditionBody.Hole]) -> String {
        holes.map { hole in
            let filling =
                switch hole.filling {
                case .value(let index): String(index)
                case .versionStamp: "stamp"
                case .sharedSecret(let length): "=\(length)"
                }
            return "\(hole.offset):\(filling)\(hole.isSecret ? "!" : "")"
        }.joined(separator: " ")
    }

    /// The holes in `text`; `nil` when it is not of this form.
    static func decode(_ text: String) -> [RenditionBody.Hole]? {
        var holes: [RenditionBody.Hole] = []
        for word in text.split(separator: " ") {
            let isSecret = word.hasSuffix("!")
            let parts = word.dropLast(isSecret ? 1 : 0).split(separator: ":")
            guard parts.count == 2, let offset = Int(parts[0]) else { return nil }
            if parts[1] == "stamp" {
                holes.append(RenditionBody.Hole(offset: offset, filling: .versionStamp, isSecret: isSecret))
            } else if parts[1].hasPrefix("="), let length = Int(parts[1].dropFirst()) {
                holes.append(
                    RenditionBody.Hole(offset: offset, filling: .sharedSecret(length: length), isSecret: isSecret)
                )
            } else if let index = Int(parts[1]) {
                holes.append(RenditionBody.Hole(offset: offset, filling: .value(index), isSecret: isSecret))
            } else {
                return nil
            }
        }
        return holes
    }
}
