internal import AdminAPI
internal import ClusterModel
internal import Documents

/// A noun of the grammar as the verbs that are the same for every noun need to know it.
protocol Noun {
    /// The noun's objects; their fields are the flags.
    associatedtype Object: SavedObject
    /// The noun in the API; its raw value is the word on the command line.
    static var noun: ObjectNoun { get }
    /// An object of the noun, with its article, for help.
    static var article: String { get }
    /// What `list` lists.
    static var listAbstract: String { get }
    /// What `show` shows.
    static var showAbstract: String { get }
    /// A name for the examples.
    static var exampleName: String { get }
    /// The arguments behind the name in the examples of `add`.
    static var exampleFields: String { get }
    /// The arguments behind the name in the examples of `update`.
    static var exampleChange: String { get }
    /// The columns of the table.
    static var columns: [ObjectTable.Column] { get }
    /// What is known of an object beside its fields, as CSV has it behind them; nothing unless a noun says so.
    static var stateColumns: [ObjectTable.Column] { get }
}

extension Noun {
    /// The fields of the noun's objects.
    static var shape: [FieldShape] { Object.shape }

    static var stateColumns: [ObjectTable.Column] { [] }

    /// The words that begin a command of the noun.
    static var command: String { "cnfctl \(noun.rawValue)" }

    /// The name in an example, quoted for the shell where it must be.
    static var quotedExample: String { exampleName.contains(" ") ? "\"\(exampleName)\"" : exampleName }
}
