internal import ArgumentParser

/// How answers are printed; each new case is a compile error in ``Output`` until it is handled.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people: aligned tables and sentences.
    case text = "table"
    /// For programs.
    case json
    /// For programs and people.
    case yaml
    /// For spreadsheets: the rows of a table.
    case csv
    /// For shells: the names in a table, one on each line.
    case name

    /// Whether only a table can be printed so.
    var needsTable: Bool {
        switch self {
        case .text, .json, .yaml: false
        case .csv, .name: true
        }
    }
}
