/// One element of a file that was read.
struct XMLElement: Hashable, Sendable {
    /// An attribute of an element.
    struct Attribute: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// The element's name, with its prefix if it has one.
    var name: String
    /// Its attributes, in the order of the file.
    var attributes: [Attribute] = []
    /// Its own text, without what only lays the file out.
    var text = ""
    /// The elements in it, in the order of the file.
    var children: [XMLElement] = []

    /// The value of the attribute with the given name.
    func value(of attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// Drops white space that is there for the eye: all of it beside children, and what spans lines elsewhere.
    mutating func dropLayout() {
        let first = text.unicodeScalars.firstIndex { !Self.isSpace($0) }
        if let first {
            guard !children.isEmpty, let last = text.unicodeScalars.lastIndex(where: { !Self.isSpace($0) }) else {
                return
            }
            text = String(text.unicodeScalars[first...last])
        } else if !children.isEmpty || text.unicodeScalars.contains("\n") {
            text = ""
        }
    }

    /// White space as XML has it (XML 1.0, section 2.3).
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
    }
}
