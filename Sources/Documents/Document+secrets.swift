extension Document {
    /// What stands in the place of a secret (A06); read back, it means "unchanged".
    public static let mask = "********"

    /// This document with every secret replaced by ``mask``.
    public var masked: Document { mapSecrets { _ in .string(Self.mask) } }

    /// This document with every secret as plain text; only for the store, and for whoever asked to see secrets.
    public var revealed: Document { mapSecrets { .string($0) } }

    /// Whether a secret that is not empty stands anywhere in this document.
    public var holdsSecret: Bool {
        switch content {
        case .secret(let text): !text.isEmpty
        case .list(let values): values.contains(where: \.holdsSecret)
        case .mapping(let entries): entries.contains(where: \.value.holdsSecret)
        case .null, .bool, .integer, .string: false
        }
    }

    private func mapSecrets(_ replace: (String) -> Content) -> Document {
        switch content {
        case .secret(let text):
            Document(text.isEmpty ? .string("") : replace(text), line: line)
        case .list(let values):
            Document(.list(values.map { $0.mapSecrets(replace) }), line: line)
        case .mapping(let entries):
            Document(.mapping(entries.map { Entry($0.key, $0.value.mapSecrets(replace)) }), line: line)
        case .null, .bool, .integer, .string:
            self
        }
    }
}

extension Document {
    /// This document with each ``mask`` replaced by the secret that `previous` has in its place, so that what was shown
    /// masked can be given back unchanged.
    ///
    /// List items are matched by their name or number, so that a password stays with its line when lines are moved, and
    /// by position when they have neither. A mask without a secret behind it stays, and is refused when it is read.
    public func restoringMasked(from previous: Document) -> Document {
        switch content {
        case .string(Self.mask):
            if case .secret(let text) = previous.content, !text.isEmpty {
                Document(previous.content, line: line)
            } else {
                self
            }
        case .mapping(let entries):
            Document(
                .mapping(
                    entries.map { entry in
                        Entry(entry.key, entry.value.restoringMasked(from: previous[entry.key] ?? .null))
                    }
                ),
                line: line
            )
        case .list(let values):
            Document(
                .list(
                    values.indices.map { index in
                        values[index].restoringMasked(from: Self.counterpart(of: index, in: values, previous.values))
                    }
                ),
                line: line
            )
        case .null, .bool, .integer, .string, .secret:
            self
        }
    }
    /// What tells one item of a list from another.
    private var identity: String? { self["name"]?.text ?? self["number"]?.text }

    /// The item of `previous` that the item at `index` was; null when there is none.
    private static func counterpart(of index: Int, in values: [Document], _ previous: [Document]) -> Document {
        guard let identity = values[index].identity else { return index < previous.count ? previous[index] : .null }
        // Of several that look alike, the first was the first.
        let place = values[..<index].count { $0.identity == identity }
        return previous.filter { $0.identity == identity }.dropFirst(place).first ?? .null
    }
}
