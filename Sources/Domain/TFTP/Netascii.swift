/// The translation of a file into netascii (RFC 1350 section 1, RFC 764): LF becomes CR LF, CR becomes CR NUL.
public enum Netascii {
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// How many octets `bytes` become.
    public static func translatedCount(_ bytes: Span<UInt8>) -> Int {
        var count = bytes.count
        for index in 0..<bytes.count where bytes[index] == carriageReturn || bytes[index] == lineFeed { count += 1 }
        return count
    }

    /// Appends the translation of a part of a file; parts can be translated one after the other.
    ///
    /// - Parameters:
    ///   - bytes: The part.
    ///   - output: Where the translation goes.
    public static func translate(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
        for index in 0..<bytes.count {
            switch bytes[index] {
            case lineFeed:
                output.append(carriageReturn)
                output.append(lineFeed)
            case carriageReturn:
                output.append(carriageReturn)
                output.append(0)
            case let byte:
                output.append(byte)
            }
        }
    }
}
