internal import Platform

/// A file name as a client sent it; its text is made fit for a log (CWE-117).
///
/// Short names stand in the value itself: each request of a storm has one.
public struct FileName: Sendable, CustomStringConvertible {
    /// Octets of a name that are kept; longer than any published file's.
    public static let longest = 255

    /// Octets that need no memory of their own; a phone's file name has 23.
    private static let inPlace = 31

    private var short: [31 of UInt8] = .init(repeating: 0)
    private let shortCount: UInt8
    /// The whole of a longer name.
    private let long: [UInt8]?

    /// The beginning of a name.
    public init(_ name: Span<UInt8>) {
        let count = min(name.count, Self.longest)
        guard count > Self.inPlace else {
            for index in 0..<count { short[index] = name[index] }
            shortCount = UInt8(truncatingIfNeeded: count)
            long = nil
            return
        }
        shortCount = 0
        long = [UInt8](capacity: count) { output in
            for index in 0..<count { output.append(name[index]) }
        }
    }

    /// The name of `text`.
    public init(_ text: String) { self.init(Array(text.utf8).span) }

    /// The name's octets as they came, ``longest`` at most.
    public var octets: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            guard let long else { return short.span.extracting(first: Int(shortCount)) }
            return unsafe _overrideLifetime(long.span, borrowing: self)
        }
    }

    /// The name in printable ASCII without spaces; any other octet, and the backslash, as `\xNN`. So a name can neither
    /// break a line of a log nor look like its next field.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the name's text; of a longer one its beginning and `\...`, which no name's text has.
    ///
    /// - Parameters:
    ///   - bytes: Where it goes.
    ///   - longest: The most characters of the name.
    public func append(to bytes: inout [UInt8], longest: Int = .max) {
        let octets = octets
        var left = longest
        bytes.append(addingCapacity: Self.escaped * (octets.count + 1)) { output in
            for index in octets.indices {
                left -= Self.isPlain(octets[index]) ? 1 : Self.escaped
                guard left >= 0 else { return Self.append("\\...", to: &output) }
                Self.append(octets[index], to: &output)
            }
        }
    }

    /// Characters of an octet that is not plain.
    private static let escaped = 4

    private static func append(_ text: StaticString, to output: inout OutputSpan<UInt8>) {
        for index in 0..<text.utf8CodeUnitCount { unsafe output.append(text.utf8Start[index]) }
    }

    private static func append(_ octet: UInt8, to output: inout OutputSpan<UInt8>) {
        guard !isPlain(octet) else { return output.append(octet) }
        output.append(UInt8(ascii: "\\"))
        output.append(UInt8(ascii: "x"))
        output.append(Hexadecimal.upperCaseDigit(octet >> 4))
        output.append(Hexadecimal.upperCaseDigit(octet & 15))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }
}
