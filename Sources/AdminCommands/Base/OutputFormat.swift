/// How answers are printed; each new case is a compile error in ``Output`` until it is handled.
enum OutputFormat {
    /// For people.
    case text
    /// For programs.
    case json
}
