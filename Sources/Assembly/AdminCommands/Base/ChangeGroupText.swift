internal import AdminAPI
internal import Documents

/// Groups of files that change in the same way, as lines.
enum ChangeGroupText {
    /// How many pools are written out before the rest is only counted.
    private static let maximumPools = 10
    /// How many characters of a value are written out.
    private static let maximumValueLength = 80
    private static let root = "/device/"

    /// One line for each group, and one for each of its differences when it has several.
    static func lines(_ groups: [ChangeGroupReport]) -> [String] {
        groups.flatMap { group -> [String] in
            let head = subject(group) + ":"
            switch group.kind {
            case "added": return ["\(head) first file"]
            case "removed": return ["\(head) file taken away"]
            default: break
            }
            let differences = group.differences.map(line)
            let ownValues = group.kind == "changed-alike" ? ["values of each phone's own; of the first:"] : []
            guard ownValues.isEmpty, differences.count == 1, let only = differences.first else {
                return [head] + (ownValues + differences).map { "  " + $0 }
            }
            return ["\(head) \(only)"]
        }
    }

    private static func subject(_ group: ChangeGroupReport) -> String {
        let count = group.phones.count
        let phones = count == 0 ? nil : count == 1 ? group.phones.first : "\(Quantity(count, "phone"))"
        let files = [
            phones, group.defaultFile ? "XMLDefault.cnf.xml" : nil, group.capfFile ? "CAPF.der" : nil,
        ].compactMap(\.self)
        let shown = group.devicePools.prefix(maximumPools).joined(separator: ", ")
        let rest = group.devicePools.count - min(group.devicePools.count, maximumPools)
        let pools = shown.isEmpty ? "" : " in \(shown)" + (rest > 0 ? " and \(rest) more" : "")
        return files.joined(separator: " and ") + pools
    }

    private static func line(_ difference: FileDiffReport.Difference) -> String {
        let path = difference.path.hasPrefix(root) ? String(difference.path.dropFirst(root.count)) : difference.path
        let values = [difference.before, difference.after].compactMap(\.self).map(shortened)
        let mark =
            switch difference.kind {
            case "added": "+"
            case "removed": "-"
            default: "~"
            }
        return ([mark, path] + [values.joined(separator: " → ")].filter { !$0.isEmpty }).joined(separator: " ")
    }

    private static func shortened(_ value: String) -> String {
        let line = value.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard line.count > maximumValueLength else { return line.isEmpty ? "(empty)" : line }
        return line.prefix(maximumValueLength) + "…"
    }
}
