internal import Documents

/// Makes a document of the events of a YAML text, and counts what aliases add to it.
///
/// What an alias stands for is shared and takes no memory of its own, but whoever goes through the document goes through it
/// each time: so it counts each time.
struct DocumentBuilder {
    private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    /// A list or mapping that has begun and not ended.
    private struct Collection {
        let isMapping: Bool
        let anchor: String?
        let line: Int
        var values: [Document] = []
        var entries: [Document.Entry] = []
        /// The names of a mapping's fields, for one must not stand there twice.
        var keys: Set<String> = []
        /// The name of the field whose value comes next.
        var key: (name: String, line: Int)?
        /// How many values it holds, itself included.
        var size = 1
    }

    /// The most values that may be made, those of aliases included.
    private let maximumValues: Int
    private var open: [Collection] = []
    private var anchors: [String: (document: Document, size: Int)] = [:]
    private var count = 0
    /// The whole document, once it has ended.
    private(set) var document: Document?

    init(maximumValues: Int) { self.maximumValues = maximumValues }

    /// Takes the next event of the one document.
    ///
    /// - Throws: `Problem` with the line: of a field's name that is no text or stands twice, of an alias of nothing, and of
    ///   too many values.
    mutating func take(_ event: YAMLEvent) throws(Problem) {
        switch event.kind {
        case .scalar(let text, let isPlain, let anchor):
            if isKeyNext { return try begin(field: text, anchor: anchor, at: event.line) }
            let isNull = isPlain && Self.nullWords.contains(text)
            try add(Document(isNull ? .null : .string(text), line: event.line), size: 1, anchor: anchor)
        case .listBegins(let anchor): try begin(Collection(isMapping: false, anchor: anchor, line: event.line))
        case .mappingBegins(let anchor): try begin(Collection(isMapping: true, anchor: anchor, line: event.line))
        case .ends: try end()
        case .alias(let anchor):
            guard !isKeyNext else { throw SiteFile.notYAML("the name of a field is an alias", line: event.line) }
            // One inside what it stands for would never end; it is not there yet.
            guard let found = anchors[anchor] else {
                throw SiteFile.notYAML("found undefined alias", line: event.line)
            }
            try add(found.document, size: found.size, anchor: nil)
        case .documentBegins, .documentEnds, .textEnds: break
        }
    }

    private var isKeyNext: Bool { open.last.map { $0.isMapping && $0.key == nil } ?? false }

    private mutating func begin(field name: String, anchor: String?, at line: Int) throws(Problem) {
        guard open[open.count - 1].keys.insert(name).inserted else {
            throw SiteFile.invalid("The field \(name) stands here twice.", line: line)
        }
        if let anchor { anchors[anchor] = (Document(.string(name), line: line), 1) }
        open[open.count - 1].key = (name, line)
    }

    private mutating func begin(_ collection: Collection) throws(Problem) {
        guard !isKeyNext else { throw SiteFile.notYAML("the name of a field is no text", line: collection.line) }
        try note(1)
        open.append(collection)
    }

    private mutating func end() throws(Problem) {
        guard let ended = open.popLast() else { return }
        let content = ended.isMapping ? Document.Content.mapping(ended.entries) : .list(ended.values)
        // Its values were counted one by one.
        count -= ended.size
        try add(Document(content, line: ended.line), size: ended.size, anchor: ended.anchor)
    }

    private mutating func add(_ document: Document, size: Int, anchor: String?) throws(Problem) {
        try note(size)
        if let anchor { anchors[anchor] = (document, size) }
        guard !open.isEmpty else {
            self.document = document
            return
        }
        let last = open.count - 1
        open[last].size += size
        guard let key = open[last].key else {
            open[last].values.append(document)
            return
        }
        open[last].key = nil
        // A block under a key begins on the next line; messages should name the key's.
        var value = document
        value.line = key.line
        open[last].entries.append(Document.Entry(key.name, value))
    }

    private mutating func note(_ size: Int) throws(Problem) {
        // Both are at most ``maximumValues``, so that the sum cannot overflow.
        count += size
        guard count <= maximumValues else { throw SiteFile.tooLarge(maximumValues) }
    }
}
