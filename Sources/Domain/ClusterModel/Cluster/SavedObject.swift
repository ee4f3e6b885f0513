public import Documents

/// An object of the saved state: it reads itself from a document and writes itself back.
public protocol SavedObject: Hashable, Sendable {
    /// The object's noun in the grammar of the command line, for instance `device-pool`.
    static var noun: String { get }
    /// How messages name this object, for instance `device-pool HQ`.
    var label: String { get }
    /// Reads the object's fields; `nil` after the reader has noted every problem.
    init?(_ reader: inout FieldReader)
    /// The object's fields in canonical order, secrets marked as such.
    var document: Document { get }
}

extension SavedObject {
    /// Reads an object from a document, or throws every problem found in it together.
    public init(_ document: Document) throws(Problems) {
        let collector = ProblemCollector()
        var reader = FieldReader(document, object: Self.noun, collector: collector)
        let value = Self(&reader)
        reader.finish()
        guard let value, collector.problems.isEmpty else { throw Problems(collector.problems) }
        self = value
    }
}

extension SavedObject {
    /// The object's fields, as its reader asks for them.
    public static var shape: [FieldShape] { FieldShape.reading { _ = Self(&$0) } }
}

extension SavedObject {
    /// The fields that name other objects; how their names are spelt is those objects' own affair.
    private static var referenceFields: Set<String> {
        ["call-manager-group", "default-call-manager-group", "device-pool", "security-profile", "srst"]
    }

    /// Whether saving this object over `other` would change nothing, the spelling of its own names included.
    ///
    /// Names are equal without regard to case, but stand in phones' files as they are spelt.
    public func isSame(as other: Self) -> Bool {
        func own(_ document: Document) -> [Document.Entry] {
            document.entries.filter { !Self.referenceFields.contains($0.key) }
        }
        return self == other && own(document) == own(other.document)
    }
}

extension FieldReader {
    /// Reads the object's own name and makes it the name messages use.
    mutating func requiredName(noun: String) -> ObjectName? {
        let name: ObjectName? = required("name")
        if let name { object = "\(noun) \(name)" }
        return name
    }
}

extension SavedObject {
    /// This object with the fields of `changes` laid over its own, checked as if it were read anew.
    public func changing(_ changes: Document) throws(Problems) -> Self { try Self(fields(changedBy: changes)) }

    /// The fields of this object with those of `changes` laid over them (``Document/laid(over:)``); a change of
    /// `group.field` changes that one field of the group. Secrets stand plain.
    public func fields(changedBy changes: Document) throws(Problems) -> Document {
        let collector = ProblemCollector()
        _ = FieldReader(changes, object: label, collector: collector)
        guard collector.problems.isEmpty else { throw Problems(collector.problems) }
        let isPath = { (entry: Document.Entry) in entry.key.contains(Document.pathSeparator) }
        let fields = Document(.mapping(changes.entries.filter { !isPath($0) }), line: changes.line)
        let laid = fields.laid(over: document.revealed)
        // After the groups themselves, so that a group can be emptied and given a field at once.
        let paths = Document.mapping(changes.entries.filter(isPath))
        // A list that is emptied at once is still a list, whose items paths name.
        let emptied = fields.entries.compactMap { entry -> Document.Entry? in
            guard entry.value.content == .null, case .list? = document[entry.key]?.content else { return nil }
            return Document.Entry(entry.key, .list([]))
        }
        let base = laid.merging(.mapping(emptied))
        return laid.merging(paths.expandingPaths(over: base)).restoringMasked(from: document)
    }
}
