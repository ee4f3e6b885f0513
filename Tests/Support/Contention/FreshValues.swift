internal import AdminAPI
import Documents
import TestSupport

/// Values that nobody else gives a field, so that each can be told from every other.
struct FreshValues: Sendable {
    /// How many may contend.
    private static let contenders = 8
    /// The certificate provider port of a reference is at least 1024 (S17): what the objects begin with is below.
    private static let first = 3_000
    /// It is at most 49151; a monitor duration may be more.
    private static let last = 49_151

    private var next: Int

    /// The values of one of those who contend, numbered from 0.
    init(_ number: Int) { next = Self.first + number }

    /// A value for each field of an object.
    mutating func all(of object: ContendedObject) -> [String: String] {
        Dictionary(uniqueKeysWithValues: object.fieldNames.map { ($0, value(of: $0)) })
    }

    /// A value for one field of an object, now and then for each.
    mutating func some(of object: ContendedObject, _ random: inout SeededGenerator) -> [String: String] {
        if random.oneIn(4) { return all(of: object) }
        let field = random.pick(object.fieldNames)
        return [field: value(of: field)]
    }

    private mutating func value(of field: String) -> String {
        defer { next += Self.contenders }
        // Beyond the last number a field that takes only numbers gets what it may have had before.
        let isText = field == "description" || field == "owner-user-id"
        return isText ? "v\(next)" : String((next - Self.first) % (Self.last - Self.first) + Self.first)
    }
}

extension Document {
    /// A mapping of texts.
    init(fields: [String: String]) {
        self = .mapping(fields.sorted { $0.key < $1.key }.map { Entry($0.key, .string($0.value)) })
    }

    /// A mapping with another value of a field.
    func setting(_ key: String, _ value: Document) -> Document {
        .mapping(entries.map { $0.key == key ? Entry(key, value) : $0 } + (self[key] == nil ? [Entry(key, value)] : []))
    }

    /// Sets fields of an object in a site file; the object must stand there.
    mutating func set(_ fields: [String: String], of object: ContendedObject) {
        let section = object.noun.section
        let items = (self[section]?.values ?? []).map { item in
            guard item["name"]?.text == object.name else { return item }
            return fields.reduce(item) { $0.setting($1.key, .string($1.value)) }
        }
        self = setting(section, .list(items))
    }
}
