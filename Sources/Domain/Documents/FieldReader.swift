/// Reads the fields of one mapping: each by its name and type, defaults for the absent, a problem for the unknown.
///
/// Every field is read through a reader before an object is built, so all faults of an object are reported at once.
public struct FieldReader {
    /// How messages name the object, for instance `srst branch-12`.
    public var object: String
    /// The line the object begins on.
    public let line: Int?

    private let path: String
    private let entries: [Document.Entry]
    private let collector: ProblemCollector
    /// The fields that were asked for; few, so looking through them is quicker than hashing each.
    private var known: [String] = []
    /// Whether all fields were asked for at once.
    private var isAllKnown = false
    /// Takes what is asked for, when nothing is read but the shape of an object.
    private let recorder: ShapeRecorder?

    /// A reader over nothing that notes what it is asked for.
    init(recording recorder: ShapeRecorder) {
        object = ""
        path = ""
        line = nil
        entries = []
        collector = ProblemCollector()
        self.recorder = recorder
    }

    /// A reader over `document`, which must be a mapping; anything else is a problem at once.
    public init(_ document: Document, object: String, path: String = "", collector: ProblemCollector) {
        self.object = object
        self.path = path
        self.collector = collector
        recorder = nil
        line = document.line
        entries = document.entries
        if case .mapping = document.content { return }
        if case .null = document.content { return }
        let expected = InvalidValue.wrongType(document, expected: "fields, one name: value on each line")
        refuse(expected, field: nil, line: document.line)
    }

    /// The value of a field that must be there; `nil` after noting the problem.
    public mutating func required<Value: DocumentConvertible>(_ key: String, as type: Value.Type = Value.self) -> Value?
    {
        recorder?.note(key, type, isRequired: true)
        guard let entry = entry(key) else {
            collector.add(
                Problem(
                    .validation,
                    code: "missing-field",
                    "This field is missing.",
                    object: object,
                    field: path + key,
                    hint: "Add \(key): to it.",
                    line: line
                )
            )
            return nil
        }
        return convert(entry)
    }

    /// The value of a field, or `fallback` when it is absent; `nil` after noting the problem of a bad one.
    public mutating func optional<Value: DocumentConvertible>(_ key: String, default fallback: Value) -> Value? {
        recorder?.note(key, Value.self, default: fallback)
        guard let entry = entry(key) else { return fallback }
        return convert(entry)
    }

    /// The value of a field that may be absent; the outer `nil` means that a problem was noted.
    public mutating func optional<Value: DocumentConvertible>(
        _ key: String,
        as type: Value.Type = Value.self
    )
        -> Value??
    {
        recorder?.note(key, type)
        guard let entry = entry(key) else { return .some(nil) }
        guard let value: Value = convert(entry) else { return nil }
        return .some(value)
    }

    /// The values of a list field, none when it is absent; `nil` after noting a problem.
    public mutating func list<Value: DocumentConvertible>(_ key: String, of type: Value.Type = Value.self) -> [Value]? {
        recorder?.note(key, .list)
        return list(key) { [self] item, index in convert(Document.Entry("\(key)[\(index + 1)]", item)) }
    }

    /// The objects of a list field, each read through a reader of its own; none when it is absent.
    public mutating func objects<Value>(_ key: String, _ read: (inout FieldReader) -> Value?) -> [Value]? {
        recorder?.note(key, .objects(FieldShape.reading { _ = read(&$0) }))
        return list(key) { [self] item, index in nested("\(key)[\(index + 1)]", item, read) }
    }

    /// One object inside this one; `absent` when the field is not there.
    public mutating func group<Value>(_ key: String, absent: Value, _ read: (inout FieldReader) -> Value?) -> Value? {
        if let recorder {
            let nested = ShapeRecorder()
            var reader = FieldReader(recording: nested)
            _ = read(&reader)
            recorder.note(key, nested.isOpen ? .open : .group(nested.fields))
        }
        guard let entry = entry(key) else { return absent }
        return nested(key, entry.value, read)
    }

    /// Every field that no other call names, with its value; for mappings whose names are the administrator's own.
    public mutating func everything() -> [Document.Entry] {
        recorder?.isOpen = true
        isAllKnown = true
        return entries
    }

    /// Notes a problem with the field `key`, or with the whole object when it is `nil`.
    public func refuse(_ invalid: InvalidValue, field key: String?, line: Int? = nil) {
        collector.add(
            Problem(
                .validation,
                code: invalid.code,
                invalid.reason,
                object: object,
                field: key.map { path + $0 } ?? (path.isEmpty ? nil : String(path.dropLast())),
                hint: invalid.remedy,
                line: line ?? key.flatMap { key in entries.first { $0.key == key }?.value.line } ?? self.line
            )
        )
    }

    /// Notes every field that no call has asked for; to be called once, after the last field.
    public func finish() {
        guard !isAllKnown else { return }
        for entry in entries where !known.contains(entry.key) {
            // What is counted only needs no words.
            guard !collector.isFull else {
                collector.skip()
                continue
            }
            let nearest = entry.key.nearest(in: known).map { "Did you mean \"\($0)\"? " } ?? ""
            refuse(
                InvalidValue(
                    "There is no such field.",
                    remedy: nearest + "The fields are " + known.sorted().joined(separator: ", ") + ".",
                    code: "unknown-key"
                ),
                field: entry.key,
                line: entry.value.line
            )
        }
    }

    private mutating func entry(_ key: String) -> Document.Entry? {
        known.append(key)
        guard let entry = entries.first(where: { $0.key == key }), entry.value.content != .null else { return nil }
        return entry
    }

    private func convert<Value: DocumentConvertible>(_ entry: Document.Entry) -> Value? {
        do throws(InvalidValue) {
            return try Value(entry.value)
        } catch {
            refuse(error, field: entry.key, line: entry.value.line)
            return nil
        }
    }

    private mutating func list<Value>(_ key: String, _ read: (Document, Int) -> Value?) -> [Value]? {
        guard let entry = entry(key) else { return [] }
        guard case .list(let items) = entry.value.content else {
            refuse(.wrongType(entry.value, expected: "a list"), field: key, line: entry.value.line)
            return nil
        }
        let values = items.enumerated().map { read($0.element, $0.offset) }
        let present = values.compactMap { $0 }
        return present.count == values.count ? present : nil
    }

    private func nested<Value>(_ key: String, _ document: Document, _ read: (inout FieldReader) -> Value?) -> Value? {
        var reader = FieldReader(document, object: object, path: path + key + ".", collector: collector)
        let value = read(&reader)
        reader.finish()
        return value
    }
}
