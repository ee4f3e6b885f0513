/// Two canonical forms compared line by line, as `diff -u` shows it.
public enum UnifiedDiff {
    /// How many lines a form may have; comparing takes time with the product of lines and differences. A phone's file
    /// has about 350.
    static let maximumLines = 5_000
    /// How many lines stand around a change, as with `diff -u`.
    private static let context = 3

    /// The hunks, each with its `@@` line; empty when the forms are the same.
    ///
    /// - Parameters:
    ///   - old: The old file's form.
    ///   - new: The new file's form.
    /// - Returns: The lines, without a head of `---` and `+++`.
    /// - Throws: `file-too-large` when a form has more lines than are compared.
    public static func lines(from old: CanonicalForm, to new: CanonicalForm) throws(PhoneFileError) -> [String] {
        for form in [old, new] where form.lines.count > maximumLines {
            throw PhoneFileError(
                code: "file-too-large",
                message: "The file has \(form.lines.count) lines",
                remedy: "Give a phone's file of at most \(maximumLines) lines, or compare element by element"
            )
        }
        return hunks(edits(from: old.lines, to: new.lines)).flatMap(\.lines)
    }

    private struct Edit {
        /// ` `, `-` or `+`.
        var mark: Character
        var text: Substring
        /// The lines of the old and the new form before this one.
        var old: Int
        var new: Int
    }

    private struct Hunk {
        var edits: ArraySlice<Edit>

        var lines: [String] {
            guard let first = edits.first else { return [] }
            let oldCount = edits.count { $0.mark != "+" }
            let newCount = edits.count { $0.mark != "-" }
            // POSIX diff: an empty side is numbered by the line before it.
            let old = "\(first.old + (oldCount == 0 ? 0 : 1)),\(oldCount)"
            let new = "\(first.new + (newCount == 0 ? 0 : 1)),\(newCount)"
            return ["@@ -\(old) +\(new) @@"] + edits.map { "\($0.mark)\($0.text)" }
        }
    }

    private static func edits(from old: [CanonicalForm.Line], to new: [CanonicalForm.Line]) -> [Edit] {
        let difference = new.map(\.compared).difference(from: old.map(\.compared))
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            if removed.contains(oldIndex) {
                edits.append(Edit(mark: "-", text: old[oldIndex].shown, old: oldIndex, new: newIndex))
                oldIndex += 1
            } else if inserted.contains(newIndex) {
                edits.append(Edit(mark: "+", text: new[newIndex].shown, old: oldIndex, new: newIndex))
                newIndex += 1
            } else {
                edits.append(Edit(mark: " ", text: new[newIndex].shown, old: oldIndex, new: newIndex))
                oldIndex += 1
                newIndex += 1
            }
        }
        return edits
    }

    private static func hunks(_ edits: [Edit]) -> [Hunk] {
        var ranges: [Range<Int>] = []
        for index in edits.indices where edits[index].mark != " " {
            let range = max(0, index - context)..<min(edits.count, index + context + 1)
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { Hunk(edits: edits[$0]) }
    }
}
