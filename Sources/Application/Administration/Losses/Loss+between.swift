internal import AdminAPI
internal import Documents

extension Loss {
    /// What a change of an object takes away: the one rule for every command that changes saved state.
    ///
    /// - Parameters:
    ///   - before: The object's image before: its fields, secrets unmasked, and what ``NamedSecurity`` adds to them.
    ///   - after: The same after; none when the object is deleted.
    ///   - object: How messages name it.
    /// - Returns: The losses.
    static func between(_ before: Document, _ after: Document?, of object: String) -> [Loss] {
        let after = after ?? .null
        var losses = RankedField.all.filter { $0.falls(before, after) }.map { field in
            Loss(object: object, field: field.field, kind: field.kind, was: before[field.field]?.text)
        }
        if let was = before[NamedSecurity.certificateKey]?.text, after[NamedSecurity.certificateKey]?.text == nil {
            losses.append(Loss(object: object, field: "certificate", kind: .certificate, was: was))
        }
        let lines = LineLosses(before["lines"]?.values ?? [], after["lines"]?.values ?? [])
        losses += lines.lines.map { Loss(object: object, field: $0.path, kind: .line, was: $0.number) }
        var secrets = lines.secrets
        for entry in before.entries where entry.key != "lines" {
            secrets += entry.value.secretsLost(in: after[entry.key] ?? .null, path: entry.key)
        }
        return losses + secrets.map { Loss(object: object, field: $0, kind: .secret) }
    }
}

/// A field whose values stand above one another; a lower one takes something away.
private struct RankedField {
    /// Where the value stands in an image.
    let key: String
    /// The field that the administrator changes.
    let field: String
    let kind: Loss.Kind
    let rank: @Sendable (_ text: String) -> Int

    /// Whether the value falls. What an object takes from another that it names counts only when it names another now:
    /// the other's own change is told of the other.
    func falls(_ before: Document, _ after: Document) -> Bool {
        guard let was = before[key]?.text, key == field || before[field] != after[field] else { return false }
        return rank(after[key]?.text ?? "") < rank(was)
    }

    static let all = [
        RankedField(key: "security-mode", field: "security-mode", kind: .security, rank: place(["mixed"])),
        RankedField(key: "secure", field: "secure", kind: .security, rank: place(["true"])),
        RankedField(
            key: "device-security-mode",
            field: "device-security-mode",
            kind: .security,
            rank: place(["authenticated", "encrypted"])
        ),
        RankedField(
            key: NamedSecurity.profileKey,
            field: "security-profile",
            kind: .security,
            rank: place(["authenticated", "encrypted"])
        ),
        RankedField(key: "srst", field: "srst", kind: .srstChoice) { choice in
            switch choice.lowercased() {
            case "", "disable": 0
            case "use-default-gateway": 1
            default: 2
            }
        },
        // Another choice than a reference is told as the choice itself.
        RankedField(key: NamedSecurity.referenceKey, field: "srst", kind: .security) { $0 == "false" ? 0 : 1 },
    ]

    /// The place of a word among others, lowest first; any other word is below all of them.
    private static func place(_ words: [String]) -> @Sendable (String) -> Int {
        { word in words.firstIndex(of: word).map { $0 + 1 } ?? 0 }
    }
}

extension Document {
    /// The paths of the secrets here that `after` has no more; one that another took the place of is not lost.
    fileprivate func secretsLost(in after: Document, path: String) -> [String] {
        switch content {
        case .secret(let text): text.isEmpty || after.text?.isEmpty == false ? [] : [path]
        case .mapping(let entries):
            entries.flatMap { $0.value.secretsLost(in: after[$0.key] ?? .null, path: "\(path).\($0.key)") }
        case .null, .bool, .integer, .string, .list: []
        }
    }
}

/// What becomes of a phone's lines, which are known by their numbers.
private struct LineLosses {
    private(set) var lines: [(path: String, number: String?)] = []
    /// The secrets that lines which stay lose.
    private(set) var secrets: [String] = []

    init(_ before: [Document], _ after: [Document]) {
        var rest = Set(after.indices)
        for (index, line) in before.enumerated() {
            let path = "lines.\(index + 1)"
            // Of several with one number, the first was the first.
            let same = rest.sorted().first { after[$0]["number"] == line["number"] }
            let counterpart = same ?? (Self.isRenumbered(line, index, before, after) ? index : nil)
            guard let counterpart else {
                lines.append((path, line["number"]?.text))
                continue
            }
            rest.remove(counterpart)
            for entry in line.entries {
                secrets += entry.value.secretsLost(
                    in: after[counterpart][entry.key] ?? .null,
                    path: "\(path).\(entry.key)"
                )
            }
        }
    }

    /// What a line is called: another name in the place of one is no loss.
    private static let names: Set<String> = ["label", "display-name"]

    /// Whether the line has another number, perhaps other names, and everything else it had.
    private static func isRenumbered(_ line: Document, _ index: Int, _ before: [Document], _ after: [Document]) -> Bool
    {
        guard index < after.count, !before.contains(where: { $0["number"] == after[index]["number"] }) else {
            return false
        }
        return line.entries.allSatisfy { entry in
            let now = after[index][entry.key]
            return entry.key == "number" || now == entry.value
                || (names.contains(entry.key) && now?.text?.isEmpty == false)
        }
    }
}
