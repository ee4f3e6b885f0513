/// Bytes of a peer that become lines.
struct LineBuffer {
    /// The longest line in bytes: more than any message needs.
    static let maximumLine = 256

    private var bytes: [UInt8] = []

    /// Takes bytes, and gives the lines that are whole now, without their ends.
    ///
    /// - Returns: `nil` when a line is too long, or is no UTF-8.
    mutating func take(_ more: [UInt8]) -> [String]? {
        bytes += more
        var lines: [String] = []
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            var line = bytes[..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            guard line.count <= Self.maximumLine, let text = String(validating: line, as: UTF8.self) else { return nil }
            lines.append(text)
            bytes.removeFirst(end + 1)
        }
        return bytes.count <= Self.maximumLine ? lines : nil
    }
}
