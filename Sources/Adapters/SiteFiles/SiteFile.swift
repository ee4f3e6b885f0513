public import Documents
internal import Yams

/// The YAML form of documents: how administrators write whole sites (`apply -f`, `export`).
public enum SiteFile {
    /// The most values one file may hold once its aliases are followed. Our own bound: a site of 100 000 phones has
    /// about four million.
    public static let maximumValues = 8_000_000
    /// The most values for each octet of the text. Our own bound: a page of nested aliases asks for all of
    /// ``maximumValues``, and nobody repeats so much.
    private static let maximumValuesPerOctet = 64
    /// What every file may hold, however short. Our own bound: it takes some ten megabytes.
    private static let valuesOfShortFile = 100_000
    /// How many octets of a longer text a value takes at least. Our own bound: `name: x` is the shortest that a site has.
    private static let octetsPerValue = 4
    /// How many events lie between two looks at whether whoever asked is still there. Our own choice.
    private static let eventsBetweenLooks = 4_096

    /// Reads YAML into a document that remembers its lines.
    ///
    /// Every scalar is text; the fields that read it know what it should be. Time and memory grow with the text alone,
    /// whatever its aliases say, and it is given up when the task is cancelled.
    ///
    /// - Parameter text: One YAML document.
    /// - Returns: The document; nothing (`null`) for a text without one.
    /// - Throws: `Problems` with the line when the text is not YAML.
    public static func read(_ text: String) throws(Problems) -> Document {
        guard !text.isEmpty else { return .null }
        var text = text
        let result = text.withUTF8 { octets in
            Result { () throws(Problem) in try unsafe document(octets) }
        }
        do throws(Problem) {
            return try result.get()
        } catch {
            throw Problems([error])
        }
    }

    @unsafe
    private static func document(_ text: UnsafeBufferPointer<UInt8>) throws(Problem) -> Document {
        let events = try unsafe YAMLEvents(of: text)
        var builder = DocumentBuilder(maximumValues: maximumValues(in: text.count))
        var isOver = false
        var count = 0
        while true {
            count += 1
            if count.isMultiple(of: eventsBetweenLooks), Task.isCancelled { throw .abandoned }
            let event = try events.next()
            switch event.kind {
            case .textEnds: return builder.document ?? .null
            case .documentEnds: isOver = true
            case .documentBegins where isOver: throw notYAML("but found another document", line: event.line)
            default: try builder.take(event)
            }
        }
    }

    /// How many values a text of so many octets may hold.
    private static func maximumValues(in octets: Int) -> Int {
        min(maximumValues, octets * maximumValuesPerOctet, max(valuesOfShortFile, octets / octetsPerValue))
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

    /// The refusal of a text that is not YAML, in the words of whoever read it.
    static func notYAML(_ reason: String, line: Int?) -> Problem {
        invalid("The file is not YAML: \(reason).", line: line)
    }

    /// The refusal of a text that is no site file.
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
