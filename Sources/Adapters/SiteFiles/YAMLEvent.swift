/// What libyaml finds in a text, one after the other.
struct YAMLEvent {
    /// The kinds of events, with what documents need of them.
    enum Kind {
        /// A text; plain when it stands without quotes.
        case scalar(String, isPlain: Bool, anchor: String?)
        /// A list begins.
        case listBegins(anchor: String?)
        /// A mapping begins.
        case mappingBegins(anchor: String?)
        /// The list or mapping that began last ends.
        case ends
        /// What an anchor holds stands here, too.
        case alias(String)
        /// A document begins.
        case documentBegins
        /// A document ends.
        case documentEnds
        /// There is nothing more.
        case textEnds
    }

    /// What was found.
    let kind: Kind
    /// The line on which it begins, counted from 1.
    let line: Int
}
