internal import ClusterModel

/// A file written again in one way, so that two files that say the same become the same text (docs/canonical-form.md).
public struct CanonicalForm: Sendable {
    /// One line of the form.
    struct Line: Hashable, Sendable {
        /// What two lines are compared by: the secrets in it as they are, each on this one line.
        ///
        /// As bytes: `==` would not see a change from one Unicode normal form to another, but a phone may.
        let compared: [UInt8]
        /// What is shown: secrets masked unless they were asked for.
        let shown: Substring
    }

    let lines: [Line]

    /// The form of a file.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - ignoresVersionStamp: Whether the version stamp is left out.
    ///   - mask: What stands in the place of secrets (A06); `nil` to show them.
    /// - Throws: `malformed-xml`, `document-type` or `file-too-large` when the file cannot be read.
    public init(of file: [UInt8], ignoresVersionStamp: Bool, mask: String?) throws(PhoneFileError) {
        var root = try XMLParser.root(of: file)
        if ignoresVersionStamp, root.name == "device" { root.children.removeAll { $0.name == "versionStamp" } }
        let shown = try Self.write(root) { mask ?? $0 }
        let compared = mask == nil ? shown : try Self.write(root, secret: Self.onOneLine)
        lines = zip(compared, shown).map { Line(compared: Array($0.utf8), shown: $1) }
    }

    /// The form as text.
    public var text: String { lines.map { $0.shown + "\n" }.joined() }

    private static func write(
        _ root: XMLElement,
        secret: (String) -> String
    ) throws(PhoneFileError) -> [Substring] {
        var xml = try XMLWriter()
        write(root, into: &xml, depth: 0, isSecret: false, secret: secret)
        var lines = String(decoding: try xml.finish(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func write(
        _ element: XMLElement,
        into xml: inout XMLWriter,
        depth: Int,
        isSecret: Bool,
        secret: (String) -> String
    ) {
        let isSecret = isSecret || SecretElements.contains(element.name)
        func value(_ text: String, isSecret: Bool) -> String { isSecret && !text.isEmpty ? secret(text) : text }
        xml.start(element.name, depth: depth)
        for attribute in element.attributes.sorted(by: { Self.precedes($0.name, $1.name) }) {
            let isSecret = isSecret || SecretElements.contains(attribute.name)
            xml.attribute(attribute.name, value(attribute.value, isSecret: isSecret))
        }
        xml.text(value(element.text, isSecret: isSecret))
        // Siblings of one name keep their order, as lines and call managers do; that of different names says nothing.
        let children = element.children.enumerated().sorted { left, right in
            left.element.name == right.element.name
                ? left.offset < right.offset : Self.precedes(left.element.name, right.element.name)
        }
        for child in children {
            write(child.element, into: &xml, depth: depth + 1, isSecret: isSecret, secret: secret)
        }
        xml.end(depth: children.isEmpty ? 0 : depth)
    }

    /// By the bytes of the names: the same on every machine, whatever its locale.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// A secret that takes one line, as its mask does; different for different secrets.
    private static func onOneLine(_ secret: String) -> String {
        secret.utf8.map { String($0, radix: 16) }.joined(separator: " ")
    }
}
