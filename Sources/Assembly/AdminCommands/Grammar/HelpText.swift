/// The discussion of a command's help in its parts: sentences, examples, and titled lists such as its fields.
struct HelpText {
    /// What stands before the first title, line by line.
    private(set) var description: [String] = []
    /// The calls behind *Example:* or *Examples:*.
    private(set) var examples: [String] = []
    /// The other titled blocks.
    private(set) var blocks: [(title: String, lines: [String])] = []

    /// Takes a discussion apart: a title is a line that ends with a colon before indented lines.
    init(_ discussion: String) {
        let lines = discussion.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var title: String?
        for (index, line) in lines.enumerated() {
            let next = lines.dropFirst(index + 1).first ?? ""
            if line.hasSuffix(":"), !line.contains(" "), next.hasPrefix("  ") {
                title = String(line.dropLast())
                if !isExamples(title) { blocks.append((String(line.dropLast()), [])) }
            } else if let title, line.hasPrefix("  ") {
                if isExamples(title) {
                    examples.append(String(line.dropFirst(2)))
                } else {
                    blocks[blocks.count - 1].lines.append(String(line.dropFirst(2)))
                }
            } else {
                title = nil
                description.append(line)
            }
        }
        while description.last?.isEmpty == true { description.removeLast() }
    }

    private func isExamples(_ title: String?) -> Bool { title == "Example" || title == "Examples" }
}
