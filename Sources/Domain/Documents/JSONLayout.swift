/// Lays JSON that stands on one line out for people, as Foundation's encoder does, without reading it into a tree: a list
/// of 100 000 phones is printed as it comes.
public enum JSONLayout {
    private static let indentation = 2
    /// A new line and what the deepest line begins with; deeper ones are made when they come.
    private static let newLine = [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: 64)
    private static let colon = Array(" : ".utf8)

    /// Appends a value to `text`.
    ///
    /// - Parameters:
    ///   - json: One value without spaces between its parts.
    ///   - depth: How many values it stands in.
    ///   - text: What it is appended to.
    public static func append(_ json: ArraySlice<UInt8>, depth: Int = 0, to text: inout [UInt8]) {
        var depth = depth
        var position = json.startIndex
        while position < json.endIndex {
            let byte = json[position]
            switch byte {
            case UInt8(ascii: "\""):
                let end = endOfText(json, position)
                text += json[position..<end]
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                depth += 1
                let next = position + 1 < json.endIndex ? json[position + 1] : byte
                // What is empty has an empty line in it.
                let isEmpty = next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
                if isEmpty { text.append(UInt8(ascii: "\n")) } else { indent(depth, &text) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                indent(depth, &text)
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                indent(depth, &text)
            case UInt8(ascii: ":"):
                text += colon
            default:
                text.append(byte)
            }
            position += 1
        }
    }

    /// Appends a new line at a depth.
    public static func indent(_ depth: Int, _ text: inout [UInt8]) {
        let length = 1 + depth * indentation
        if length <= newLine.count {
            text += newLine[..<length]
        } else {
            text += newLine
            for _ in newLine.count..<length { text.append(UInt8(ascii: " ")) }
        }
    }

    /// Behind the quote that ends the text beginning at `start`.
    private static func endOfText(_ json: ArraySlice<UInt8>, _ start: Int) -> Int {
        var position = start + 1
        while position < json.endIndex {
            switch json[position] {
            case UInt8(ascii: "\\"): position += 2
            case UInt8(ascii: "\""): return position + 1
            default: position += 1
            }
        }
        return json.endIndex
    }
}
