internal import Glibc
internal import Logging
internal import Platform

/// A line of the log, in the form of swift-log's own handlers.
enum LogLine {
    /// The longest line, in octets, so that an answer of a library or a phone's long name does not fill the log. Our own
    /// bound.
    private static let longest = 16_384

    /// A whole line: time, level, who, facts, where from and what. Line ends within are written as spaces.
    static func bytes(level: Logger.Level, label: String, facts: String, source: String, message: String) -> [UInt8] {
        let facts = facts.isEmpty ? "" : " \(facts)"
        let text = " \(level) \(label):\(facts) [\(source)] \(message)"
        var line = time(WallClock.now())
        line.append(contentsOf: text.utf8)
        return ended(line)
    }

    /// A line of octets that may be anything.
    static func ended(_ text: some Collection<UInt8>) -> [UInt8] {
        var line = text.prefix(longest).map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? 0x20 : $0 }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// The local time of a second since 1970, with its distance from UTC.
    static func time(_ second: UnixTime) -> [UInt8] {
        var moment = time_t(second.seconds)
        var parts = unsafe tm()
        unsafe localtime_r(&moment, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
        return text.prefix(count).map(UInt8.init(bitPattern:))
    }
}
