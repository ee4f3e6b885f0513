internal import AdminAPI
internal import ArgumentParser
internal import Documents
internal import FoundationEssentials

/// What verbs that take fields share besides the fields' own flags.
struct FieldOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("A JSON file of fields, as show --json prints them; - is standard input.", valueName: "path")
    )
    var fieldsFile: String?

    @Option(name: .long, help: ArgumentHelp("Set a field back to its default.", valueName: "field"))
    var unset: [String] = []

    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false

    /// The fields of the file, of `--unset` and of the flags; the later win.
    func fields(_ arguments: FieldArguments, shape: [FieldShape], readsFiles: Bool) throws -> Document {
        var base = readsFiles ? try fieldsFile.map(Self.read) ?? .mapping([]) : .mapping([])
        for path in unset {
            let key = path.split(separator: Document.pathSeparator).first.map(String.init) ?? path
            guard shape.contains(where: { $0.key == key }) else {
                let nearest = key.nearest(in: shape.map(\.key)).map { " Did you mean \($0)?" } ?? ""
                throw ValidationError("There is no field \(path) to unset." + nearest)
            }
            base = .mapping(base.entries.filter { $0.key != path } + [Document.Entry(path, .null)])
        }
        return arguments.over(base)
    }

    private static func read(_ path: String) throws -> Document {
        let text = try InputFile.text(path)
        do {
            return try AdminJSON.decode(Document.self, from: Data(text.utf8))
        } catch {
            throw Problem(
                .validation,
                code: "not-json",
                "It is not JSON, or has a fraction in it.",
                object: "file \(path)",
                hint: "Write it as the fields of cnfctl NOUN show --json."
            )
        }
    }
}
