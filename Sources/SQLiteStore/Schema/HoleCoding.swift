internal import ClusterModel

/// The holes of a body as text: `offset:index` or `offset:stamp`, a secret one with `!` behind it, separated by spaces.
enum HoleCoding {
    static func encode(_ holes: [RenditionBody.Hole]) -> String {
        holes.map { hole in
            let filling =
                switch hole.filling {
                case .value(let index): String(index)
                case .versionStamp: "stamp"
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
            } else if let index = Int(parts[1]) {
                holes.append(RenditionBody.Hole(offset: offset, filling: .value(index), isSecret: isSecret))
            } else {
                return nil
            }
        }
        return holes
    }
}
