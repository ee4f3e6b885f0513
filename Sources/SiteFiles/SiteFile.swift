public import Documents
internal import Yams

/// The YAML form of documents: how administrators write whole sites (`apply -f`, `export`).
public enum SiteFile {
    /// The most values one file may hold once its aliases are followed. Our own bound: a site of 100 000 phones has
    /// about four million, and a few nested aliases could otherwise ask for any amount of memory.
    public static let maximumValues = 20_000_000
    /// The most values for each byte of the text. Our own bound: without aliases a value takes a byte at least, and
    /// nobody repeats a whole site dozens of times, but a page of nested aliases asks for all of ``maximumValues``.
    public static let maximumValuesPerByte = 64

    /// Reads YAML into a document that remembers its lines.
    ///
    /// Every scalar is text; the fields that read it know what it should be.
    ///
    /// - Parameter text: One YAML document.
    /// - Returns: The document; nothing (`null`) for a text without one.
    /// - Throws: `Problems` with the line when the text is not YAML.
    public static func read(_ text: String) throws(Problems) -> Document {
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch {
            throw Problems([problem(error)])
        }
        guard let node else { return .null }
        var converter = NodeConverter(maximumValues: min(maximumValues, text.utf8.count * maximumValuesPerByte))
        do throws(Problem) {
            return try converter.document(node)
        } catch {
            throw Problems([error])
        }
    }

    /// Writes a document as YAML: fields in their order, empty ones left out, texts quoted where they could be read
    /// as something else.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - keepsNulls: Whether empty fields are written as `null` instead: answers for programs have every key.
    /// - Returns: YAML.
    /// - Throws: What the writer throws; texts of any characters can be written.
    public static func write(_ document: Document, keepsNulls: Bool = false) throws -> String {
        try serialize(node: NodeConverter.node(document, keepsNulls: keepsNulls), width: -1, allowUnicode: true)
    }

    private static func problem(_ error: any Error) -> Problem {
        var line: Int?
        var message = "The file is not YAML."
        if let error = error as? YamlError {
            switch error {
            case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
                .composer(_, let text, let mark, _):
                line = mark.line
                message = "The file is not YAML: \(text)."
            case .duplicatedKeysInMapping(let duplicates, let context):
                line = context.mark.line
                let keys = duplicates.sorted().joined(separator: ", ")
                message = "The field \(keys) stands here twice."
            case .reader(let text, let offset, _, let yaml):
                // The offset counts characters, and a line's end is one of them, "\r\n" included.
                line = offset.map { yaml.prefix($0).count(where: \.isNewline) + 1 }
                message = "The file is not YAML: \(text)."
            case .emitter, .writer, .representer, .memory, .no, .dataCouldNotBeDecoded:
                message = "The file is not YAML: \(error)."
            }
        }
        return invalid(message, line: line)
    }

    /// The refusal of a text that is not YAML.
    static func invalid(_ message: String, line: Int?) -> Problem {
        Problem(
            .validation,
            code: "invalid-yaml",
            message,
            object: "site file",
            hint: "Mend the line; nothing was applied.",
            line: line
        )
    }

    /// The refusal of a text that holds more than `count` values.
    static func tooLarge(_ count: Int) -> Problem {
        Problem(
            .validation,
            code: "file-too-large",
            "The file holds more than \(count) values.",
            object: "site file",
            hint: "Split it, or write its aliases out."
        )
    }
}
