/// Lays JSON that stands on one line out for people, as Foundation's encoder does, without reading it into a tree: a list
/// of 100 000 phones is printed as it comes.
public enum JSONLayout {
    private static let indentation = 2

    /// Appends a value to `text`.
    ///
    /// - Parameters:
    ///   - json: One value without spaces between its parts.
    ///   - depth: How many values it stands in.
    ///   - text: What it is appended to.
    public static func append(_ json: some Sequence<UInt8>, depth: Int = 0, to text: inout [UInt8]) {
        var depth = depth
        var isText = false
        var isEscaped = false
        var isOpened = false
        for byte in json {
            if isText {
                text.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
            if isOpened {
                // What is empty has an empty line in it.
                if closes { text.append(UInt8(ascii: "\n")) } else { indent(depth, &text) }
                isOpened = false
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                depth += 1
                isOpened = true
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                indent(depth, &text)
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                indent(depth, &text)
            case UInt8(ascii: ":"):
                text += " : ".utf8
            default:
                isText = byte == UInt8(ascii: "\"")
                text.append(byte)
            }
        }
    }

    /// Appends a new line at a depth.
    public static func indent(_ depth: Int, _ text: inout [UInt8]) {
        text.append(UInt8(ascii: "\n"))
        for _ in 0..<(depth * indentation) { text.append(UInt8(ascii: " ")) }
    }
}
