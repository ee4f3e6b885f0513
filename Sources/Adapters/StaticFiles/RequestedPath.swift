internal import Serving

/// A client's file name, made into a path that can only lead beneath the directory, or the reason why not.
enum RequestedPath {
    /// A path of plain components.
    case path(String)
    /// A name that is not looked for.
    case refused(MissReason)

    /// The longest name that is looked for, in octets; a request has no more (RFC 2347 section 2).
    private static let longestName = 512

    /// Reads a name as clients spell them: `\` for `/`, with `/` or `./` before it.
    init(_ name: Span<UInt8>) {
        guard !name.isEmpty && name.count <= Self.longestName else {
            self = .refused(.badName)
            return
        }
        var isOneComponent = name[0] != UInt8(ascii: ".")
        for index in name.indices {
            let byte = name[index]
            guard byte >= 0x20 && byte != 0x7F else {
                self = .refused(.badName)
                return
            }
            if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/") { isOneComponent = false }
        }
        // Every phone of a boot storm asks for files that are not there: most are told so without taking memory.
        guard !isOneComponent || !ReservedNames.include(name) else {
            self = .refused(.reservedName)
            return
        }
        let bytes = name.indices.map { name[$0] == UInt8(ascii: "\\") ? UInt8(ascii: "/") : name[$0] }
        let slash = UInt8(ascii: "/")
        let components = bytes.split(separator: slash).filter { !$0.elementsEqual([UInt8(ascii: ".")]) }
        guard let last = components.last, let first = components.first, bytes.last != slash else {
            self = .refused(.notServable)  // a directory
            return
        }
        guard !components.contains(where: { $0.first == UInt8(ascii: ".") }) else {
            self = .refused(.notServable)  // a dot file, or a way up
            return
        }
        // A name whose first component is reserved is reserved as a whole.
        guard !ReservedNames.include(last.span) && !ReservedNames.include(first.span) else {
            self = .refused(.reservedName)
            return
        }
        let path = Array(components.joined(separator: [slash]))
        guard let text = String(validating: path, as: UTF8.self) else {
            self = .refused(.notFound)  // names here are UTF-8
            return
        }
        self = .path(text)
    }
}
