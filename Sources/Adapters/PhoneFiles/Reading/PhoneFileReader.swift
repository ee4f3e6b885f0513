/// Reads single values from a file.
public enum PhoneFileReader {
    /// The text of one element or attribute.
    ///
    /// - Parameters:
    ///   - path: The way from the root, in the form of ``PhoneFileDifference/path``:
    ///     `/device/sipProfile/sipLines/line[2]/featureLabel`, or `…/line[2]/@button` for an attribute. A step without
    ///     a position means the first element of that name.
    ///   - bytes: The file.
    /// - Returns: The text, empty for an empty element; `nil` when there is no such place.
    /// - Throws: `unsupported-path` when the path has another form, and the errors of reading: `malformed-xml`,
    ///   `document-type`, `file-too-large`.
    public static func text(at path: String, in bytes: [UInt8]) throws(PhoneFileError) -> String? {
        let (steps, attribute) = try parse(path)
        var siblings = [try XMLParser.root(of: bytes)]
        var found: XMLElement?
        for step in steps {
            let sameName = siblings.filter { $0.name == step.name }
            guard step.position <= sameName.count else { return nil }
            found = sameName[step.position - 1]
            siblings = sameName[step.position - 1].children
        }
        guard let attribute else { return found?.text }
        return found?.value(of: attribute)
    }

    private struct Step {
        var name: String
        var position: Int
    }

    private static func parse(_ path: String) throws(PhoneFileError) -> (steps: [Step], attribute: String?) {
        let unsupported = PhoneFileError(
            code: "unsupported-path",
            message: "\"\(path)\" is not a path",
            remedy: "Write it like /device/sipProfile/sipLines/line[2]/featureLabel or /device/phoneServices/@useHTTPS"
        )
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first == "", parts.count >= 2 else { throw unsupported }
        parts.removeFirst()
        var attribute: String?
        if let last = parts.last, last.hasPrefix("@") {
            attribute = String(last.dropFirst())
            parts.removeLast()
        }
        var steps: [Step] = []
        for part in parts {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            guard let name = pieces.first, !name.isEmpty, pieces.count <= 2 else { throw unsupported }
            var position = 1
            if pieces.count == 2 {
                guard pieces[1].hasSuffix("]"), let number = Int(pieces[1].dropLast()), number >= 1 else {
                    throw unsupported
                }
                position = number
            }
            steps.append(Step(name: String(name), position: position))
        }
        guard !steps.isEmpty else { throw unsupported }
        return (steps, attribute)
    }
}
