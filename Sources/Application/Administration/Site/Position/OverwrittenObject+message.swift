internal import AdminAPI
internal import Documents

extension OverwrittenObject {
    /// How many objects are named before the rest is only counted. Our own choice.
    private static let mostNamed = 10

    /// What is said when a file overwrites what somebody saved; nothing when it overwrites nothing.
    static func message(_ objects: [OverwrittenObject], hasPosition: Bool) -> Message? {
        guard !objects.isEmpty else { return nil }
        let named = objects.prefix(mostNamed).map { "\($0.object) (\($0.actor), \($0.time))" }.joined(separator: ", ")
        let rest = objects.count - min(objects.count, mostNamed)
        return Message(
            code: "overwrites",
            text: (hasPosition
                ? "The file overwrites what was changed after the state that it shows: "
                : "The file does not say which state it was made from. It overwrites what was saved before: ")
                + named + (rest > 0 ? " and \(rest) more" : "") + "."
        )
    }
}
