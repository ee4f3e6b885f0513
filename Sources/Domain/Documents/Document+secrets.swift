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
                    zip(values, Self.counterparts(of: values, in: previous.values)).map { $0.restoringMasked(from: $1) }
                ),
                line: line
            )
        case .null, .bool, .integer, .string, .secret:
            self
        }
    }

    /// What tells one item of a list from another.
    private var identity: String? { self["name"]?.text ?? self["number"]?.text }

    /// The items of `previous` that the items were; null for one that was not there.
    private static func counterparts(of values: [Document], in previous: [Document]) -> [Document] {
        var known: [String: [Document]] = [:]
        for item in previous { if let identity = item.identity { known[identity, default: []].append(item) } }
        // Of several that look alike, the first was the first.
        var places: [String: Int] = [:]
        return values.enumerated().map { index, item in
            guard let identity = item.identity else { return index < previous.count ? previous[index] : .null }
            let place = places[identity, default: 0]
            places[identity] = place + 1
            return known[identity]?.dropFirst(place).first ?? .null
        }
    }
}
