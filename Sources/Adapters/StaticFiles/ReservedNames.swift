/// The names of generated files (P03): never served from a directory, so that nothing there can stand in for them.
enum ReservedNames {
    private static let beginnings = ["sep", "xmldefault", "ctl", "itl"].map { Array($0.utf8) }
    private static let wholeNames = ["capf.der"].map { Array($0.utf8) }

    /// Whether a name is one of them, in any mixture of cases.
    static func include(_ name: Span<UInt8>) -> Bool {
        for beginning in beginnings where begins(name, with: beginning) { return true }
        for whole in wholeNames where name.count == whole.count && begins(name, with: whole) { return true }
        return false
    }

    private static func begins(_ name: Span<UInt8>, with folded: [UInt8]) -> Bool {
        guard name.count >= folded.count else { return false }
        for index in folded.indices where lowercased(name[index]) != folded[index] { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
