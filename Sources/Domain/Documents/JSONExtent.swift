/// How deep and how large JSON is (RFC 8259), counted before anything is made of it; it need not be well-formed.
public struct JSONExtent: Hashable, Sendable {
    /// How deep lists and mappings stand in each other.
    public private(set) var depth = 0
    /// How many values there are at most.
    public private(set) var values = 1

    /// The extent of the JSON in `octets`.
    public init(_ octets: some Sequence<UInt8>) {
        var open = 0
        var isInString = false
        var isEscaped = false
        for octet in octets {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if octet == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if octet == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch octet {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                depth = max(depth, open)
                values += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            case UInt8(ascii: ","): values += 1
            default: break
            }
        }
    }
}
