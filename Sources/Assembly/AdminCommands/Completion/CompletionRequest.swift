internal import AdminAPI
internal import ClusterModel
internal import Documents

/// What could stand in place of the last word of an unfinished call: found in the grammar alone.
struct CompletionRequest {
    /// The words that fit by the grammar, in order.
    private(set) var words: [String] = []
    /// The noun whose objects' names fit, too.
    private(set) var noun: ObjectNoun?
    /// Whether the names are those of deleted objects.
    private(set) var isOfDeleted = false
    /// Whether paths of files fit.
    private(set) var takesFiles = false
    /// What the word begins with.
    let prefix: String

    private var command = GrammarCommand.root
    private var arguments = GrammarCommand.root.arguments
    private var positionals = 0
    private var firstPositional = ""
    private var isTerminated = false

    /// - Parameter typed: The words behind `cnfctl`; the last is the one to complete, empty when nothing of it is typed.
    init(_ typed: [String]) {
        prefix = typed.last ?? ""
        var option: String?
        for word in typed.dropLast() {
            if option != nil { option = nil } else { option = read(word) }
        }
        if let option {
            completeValue(of: option)
        } else if prefix.hasPrefix("-"), !isTerminated {
            words = flags
        } else if !command.subcommands.isEmpty {
            words = command.subcommands.compactMap(\.path.last)
        } else {
            completePositional()
        }
        let prefix = prefix
        words = words.filter { $0.hasPrefix(prefix) }
    }

    /// Takes note of a finished word; answers the option that the next word is the value of.
    private mutating func read(_ word: String) -> String? {
        if word == "--", !isTerminated {
            isTerminated = true
        } else if word.hasPrefix("-"), word != "-", !isTerminated {
            let isFlag = arguments.contains { $0.kind == .flag && $0.spellings.contains(word) }
            return isFlag || word.contains("=") ? nil : word
        } else if let next = command.subcommands.first(where: { $0.path.last == word }) {
            command = next
            arguments = next.arguments
        } else {
            if positionals == 0 { firstPositional = word }
            positionals += 1
        }
        return nil
    }

    /// The noun that the command is of.
    private var ownNoun: ObjectNoun? {
        let word = command.path.dropFirst().first ?? ""
        // A file is known by its phone, and a phone can be examined.
        return ["file", "doctor"].contains(word) ? .phone : ObjectNoun(rawValue: word)
    }

    /// The fields that the command takes as flags.
    private var fields: [FieldShape] {
        guard let ownNoun, arguments.contains(where: \.takesFields) else { return [] }
        return ownNoun.commands.shape
    }

    private var flags: [String] {
        let own = arguments.flatMap(\.spellings).filter { $0.hasPrefix("--") }
        return (own + fields.flatMap(FieldHelp.flagNames)).sorted()
    }

    private mutating func completeValue(of option: String) {
        let key = String(option.drop { $0 == "-" })
        let argument = arguments.first { $0.spellings.contains(option) }
        words = argument?.allValues ?? fields.first { $0.key == key }?.words ?? []
        if option == "--unset" { words = ownNoun?.commands.shape.map(\.key).filter { $0 != "name" } ?? [] }
        // An option that names an object has its noun's name; the cluster has a default one of each group.
        noun = ObjectNoun(rawValue: key.hasPrefix("default-") ? String(key.dropFirst("default-".count)) : key)
        takesFiles = argument?.valueName == "path" || key.hasSuffix("-file")
    }

    private mutating func completePositional() {
        let expected = arguments.filter { $0.kind == .positional }
        guard let argument = positionals < expected.count ? expected[positionals] : expected.last(where: \.isRepeating)
        else { return }
        if let values = argument.allValues {
            words = values
        } else if command.path.last == "edit" {
            if positionals == 0 { words = ObjectNoun.allCases.map(\.rawValue) }
            noun = ObjectNoun(rawValue: firstPositional)
        } else if argument.valueName == "mode" {
            words = Cluster.shape.first { $0.key == "security-mode" }?.words ?? []
        } else if argument.valueName == "path" || argument.valueName == "paths" {
            takesFiles = true
        } else {
            // Further arguments are new names, values or patterns; only a list takes several names.
            let verb = command.path.last
            noun = verb != "add" && (positionals == 0 || verb == "list") ? ownNoun : nil
            isOfDeleted = verb == "undelete"
        }
    }
}

extension ObjectNoun {
    /// The noun as its commands know it.
    var commands: any Noun.Type {
        switch self {
        case .cluster: Clusters.self
        case .callManagerGroup: CallManagerGroups.self
        case .srst: SRSTReferences.self
        case .devicePool: DevicePools.self
        case .securityProfile: SecurityProfiles.self
        case .phone: Phones.self
        }
    }
}

extension FieldShape {
    /// The words that a value of the field can be; none when it can be any.
    fileprivate var words: [String] {
        guard case .value(let words) = kind else { return [] }
        return words
    }
}
