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
        let parts = key.split(separator: Document.pathSeparator, maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        if parts.count == 2, let group = shape.first(where: { $0.key == parts[0] }) {
            switch group.kind {
            case .group(let fields):
                let nested = try FieldFlag(parts[1], fields)
                self.init(
                    path: "\(parts[0]).\(nested.path)",
                    isRepeated: nested.isRepeated,
                    isFile: nested.isFile,
                    read: nested.read
                )
                return
            case .open:
                try self.init(setting: parts[1], of: parts[0])
                return
            case .value, .secret, .list, .objects:
                break
            }
        }
        if key.hasSuffix(Self.fileSuffix), let field = shape.first(where: { $0.key == key.dropLast(5) }),
            field.kind == .secret
        {
            self.init(path: field.key, isRepeated: false, isFile: true, read: Self.password)
            return
        }
        guard let field = shape.first(where: { $0.key == key }) else {
            let nearest = key.nearest(in: shape.map(\.key)).map { " Did you mean '--\($0)'?" } ?? ""
            throw ValidationError("Unknown option '--\(key)'." + nearest)
        }
        switch field.kind {
        case .value: self.init(path: key, isRepeated: false) { .string($0) }
        case .list: self.init(path: key, isRepeated: true) { .string($0) }
        case .objects(let fields): self.init(path: key, isRepeated: true) { try ItemText.document($0, fields) }
        case .secret: throw Self.secret(key)
        case .group(let fields):
            let example = fields.first?.key ?? "field"
            throw ValidationError("'--\(key)' is a group; give its fields, for instance --\(key).\(example).")
        case .open:
            throw ValidationError("'--\(key)' is a group; give --\(key).NAME.")
        }
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
