internal import ArgumentParser
internal import ClusterModel
internal import Documents

/// One flag that names a field, and how its text becomes the field's value.
struct FieldFlag {
    /// What is put behind the name of a password's flag: the value is a file's path.
    private static let fileSuffix = "-file"

    /// The field, with its group.
    let path: String
    /// Whether each further flag adds a value.
    let isRepeated: Bool

    /// Whether the flag's value is the path of a file that has the field's value.
    private let isFile: Bool
    private let read: (String) throws -> Document

    /// The flag `--key` for an object of that shape.
    init(_ key: String, _ shape: [FieldShape]) throws {
        guard key != "name" else { throw ValidationError("The name is an argument of its own, not a flag.") }
        try self.init(key, shape, in: "")
    }

    /// The flag for `key` of what stands in a group or an item of a list; `prefix` is the path of that with its separator.
    private init(_ key: String, _ shape: [FieldShape], in prefix: String) throws {
        let parts = key.split(separator: Document.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        if parts.count == 2, let group = shape.first(where: { $0.key == parts[0] }) {
            switch group.kind {
            case .group(let fields):
                try self.init(parts[1], fields, in: "\(prefix)\(parts[0]).")
                return
            case .open:
                try self.init(setting: parts[1], of: prefix + parts[0])
                return
            case .objects(let fields):
                try self.init(ofItem: parts[1], in: prefix + parts[0], fields)
                return
            case .value, .secret, .list:
                break
            }
        }
        let path = prefix + key
        if key.hasSuffix(Self.fileSuffix),
            let field = shape.first(where: { $0.key == key.dropLast(Self.fileSuffix.count) }), field.kind == .secret
        {
            self.init(path: prefix + field.key, isRepeated: false, isFile: true, read: Self.password)
            return
        }
        guard let field = shape.first(where: { $0.key == key }) else {
            let nearest = key.nearest(in: shape.map(\.key)).map { " Did you mean '--\(prefix)\($0)'?" } ?? ""
            throw ValidationError("Unknown option '--\(path)'." + nearest)
        }
        switch field.kind {
        case .value: self.init(path: path, isRepeated: false) { .string($0) }
        case .list: self.init(path: path, isRepeated: true) { .string($0) }
        case .objects(let fields):
            self.init(path: "\(path).\(Document.everyItem)", isRepeated: true) {
                try ItemText.document($0, fields, of: path)
            }
        case .secret: throw Self.secret(path)
        case .group(let fields):
            let example = fields.first?.key ?? "field"
            throw ValidationError("'--\(path)' is a group; give its fields, for instance --\(path).\(example).")
        case .open:
            throw ValidationError("'--\(path)' is a group; give --\(path).NAME.")
        }
    }

    /// A field of one item of a list, `--lines.2.label`.
    private init(ofItem rest: String, in list: String, _ fields: [FieldShape]) throws {
        let parts = rest.split(separator: Document.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        guard let number = Int(parts[0]), 1...Document.maximumItems ~= number, parts.count == 2 else {
            let field = fields.first { $0.key == parts.last } ?? fields.first { !$0.isRequired }
            throw ValidationError(
                "'--\(list).\(rest)' names no item; number it from 1, for instance "
                    + "--\(list).1.\(field?.key ?? "field")."
            )
        }
        try self.init(parts[1], fields, in: "\(list).\(number).")
    }

    private init(
        path: String,
        isRepeated: Bool,
        isFile: Bool = false,
        read: @escaping (String) throws -> Document
    ) {
        self.path = path
        self.isRepeated = isRepeated
        self.isFile = isFile
        self.read = read
    }

    /// A setting whose name is the administrator's own; some names tell that it is a password.
    private init(setting: String, of group: String) throws {
        let bare = setting.hasSuffix(Self.fileSuffix) ? String(setting.dropLast(Self.fileSuffix.count)) : nil
        if let bare, SecretElements.contains(bare) {
            self.init(path: "\(group).\(bare)", isRepeated: false, isFile: true, read: Self.password)
        } else {
            guard !SecretElements.contains(setting) else { throw Self.secret("\(group).\(setting)") }
            self.init(path: "\(group).\(setting)", isRepeated: false) { .string($0) }
        }
    }

    /// The value in `text`.
    ///
    /// - Parameters:
    ///   - text: What was given behind the flag.
    ///   - readsFiles: Whether files are read; a call is checked before, and standard input can be read only once.
    /// - Returns: The field's value; null in place of a file's that is not read.
    /// - Throws: `ValidationError` for a text that is none, `Problem` for a file that cannot be read.
    func value(_ text: String, readsFiles: Bool) throws -> Document {
        isFile && !readsFiles ? .null : try read(text)
    }

    /// A password is the first line of a file, so that it is in no list of processes and no shell history.
    private static func password(_ path: String) throws -> Document {
        let line = try InputFile.text(path).split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        return .string(String(line.hasSuffix("\r") ? line.dropLast() : line))
    }

    private static func secret(_ key: String) -> ValidationError {
        ValidationError("A password is never a flag's value; give '--\(key)\(fileSuffix) PATH', - is standard input.")
    }
}
