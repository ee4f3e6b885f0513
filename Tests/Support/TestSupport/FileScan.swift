/// What a phone's file says, read off its bytes line by line, without libxml2: an oracle for whatever tells of files.
public enum FileScan {
    /// An attribute, or an element without others in it.
    public struct Place: Hashable, CustomStringConvertible {
        /// Its path, with positions where siblings repeat.
        public var path: String
        /// Its text as bytes; two Unicode normal forms are not the same.
        public var value: [UInt8]

        /// A place with its text.
        public init(_ path: String, _ value: some Sequence<UInt8>) {
            self.path = path
            self.value = Array(value)
        }

        /// Path and text.
        public var description: String { "\(path) = \(String(decoding: value, as: UTF8.self))" }
    }

    /// The places of a file in which each element begins a line, in its order.
    public static func places(of file: some Sequence<UInt8>) -> [Place] {
        var open = [""]
        var counts: [String: Int] = [:]
        var places: [(path: String, attribute: String, value: [UInt8])] = []
        for line in Array(file).split(separator: UInt8(ascii: "\n"))
        where !line.starts(with: "<?".utf8) {
            guard !line.starts(with: "</".utf8), let end = line.firstIndex(of: UInt8(ascii: ">")) else {
                open.removeLast()
                continue
            }
            let head = line[(line.startIndex + 1)..<end]
            let words = head.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            let name = String(decoding: head.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
            let parent = (open.last ?? "") + "/" + name
            counts[parent, default: 0] += 1
            let path = "\(parent)[\(counts[parent, default: 0])]"
            for pair in stride(from: 0, to: words.count - 1, by: 2) {
                let key = words[pair].split(separator: UInt8(ascii: " ")).last?.dropLast() ?? []
                places.append((path, "/@" + String(decoding: key, as: UTF8.self), unescaped(words[pair + 1])))
            }
            let rest = line[(end + 1)...]
            if rest.isEmpty {
                open.append(path)
            } else {
                places.append((path, "", unescaped(rest.dropLast(name.utf8.count + 3))))
            }
        }
        return places.map { Place(shortened($0.path, counts) + $0.attribute, $0.value) }
    }

    /// The path without the positions of elements that have no siblings of their name.
    private static func shortened(_ path: String, _ counts: [String: Int]) -> String {
        var whole = ""
        var short = ""
        for step in path.split(separator: "/") {
            let name = step.prefix { $0 != "[" }
            short += "/" + (counts["\(whole)/\(name)"] == 1 ? name : step)
            whole += "/" + step
        }
        return short
    }

    private static let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&amp;": "&", "&#13;": "\r"]

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var rest = text
        var bytes: [UInt8] = []
        while let first = rest.first {
            let entity = first == UInt8(ascii: "&") ? entities.first { rest.starts(with: $0.key.utf8) } : nil
            bytes += entity.map { Array($0.value.utf8) } ?? [first]
            rest = rest.dropFirst(entity?.key.utf8.count ?? 1)
        }
        return bytes
    }
}
