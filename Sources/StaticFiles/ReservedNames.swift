/// The names of generated files (P03): never served from a directory, so that nothing there can stand in for them.
enum ReservedNames {
    private static let beginnings = ["sep", "xmldefault", "ctl", "itl"]
    private static let wholeNames = ["capf.der"]

    /// Whether a name is one of them, in any mixture of cases.
    static func include(_ name: some Collection<UInt8>) -> Bool {
        let lower = name.lazy.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
        return beginnings.contains { lower.starts(with: $0.utf8) }
            || wholeNames.contains { lower.elementsEqual($0.utf8) }
    }
}
