internal import ClusterModel
internal import Platform
internal import Serving

/// Log lines about ended transfers, in the form of the daemon's other lines, written many at a time.
///
/// There is one for each request of a boot storm, so they are put together from bytes, without the logging library's
/// dictionaries. Nothing in a record can break a line: names come escaped, everything else is the daemon's own.
struct TransferLogLines {
    /// The lines.
    private(set) var bytes: [UInt8] = []
    private let head: [UInt8]

    /// Characters of a name that nothing was sent for: anybody may send any. Our own choice: more than twice what a phone's
    /// file has.
    static let longestRefusedName = 64

    /// Octets of a usual line.
    private static let usualLength = 320

    /// Lines of one second since 1970, room for `count` of them.
    init(second: UnixTime, count: Int) {
        bytes.reserveCapacity(count * Self.usualLength)
        head = LogLine.time(second) + Array(" info cnfd:".utf8)
    }

    /// Adds the line of one record.
    mutating func append(_ record: TransferRecord) {
        bytes.append(contentsOf: head)
        if record.outcome != .refused {
            append(" blocks=", record.blocks)
            append(" bytes=", record.length)
        }
        append(" client=")
        record.client.append(to: &bytes)
        append(" file=")
        record.file.append(to: &bytes, longest: record.outcome == .refused ? Self.longestRefusedName : .max)
        if record.outcome != .refused {
            append(" microseconds=", record.microseconds)
            append(" options=")
            for (index, option) in record.options.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(option.name.rawValue)
                append("=", option.value)
            }
        }
        append(" outcome=", record.outcome.rawValue)
        if record.isProbe { append(" probe=true") }
        if let reason = record.reason { append(" reason=", reason.rawValue) }
        if record.outcome != .refused { append(" retransmits=", record.retransmits) }
        if let position = record.position {
            append(" revision=", position.incarnation)
            append("/", position.revision.rawValue)
        }
        if let hash = record.hash {
            append(" sha256=")
            hash.append(to: &bytes)
        }
        append(" [Daemon] transfer ended\n")
    }

    private mutating func append(_ text: StaticString) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { octets in unsafe bytes.append(contentsOf: octets) }
    }

    private mutating func append(_ key: StaticString, _ value: String) {
        append(key)
        append(value)
    }

    private mutating func append(_ key: StaticString, _ value: Int) {
        append(key)
        bytes.append(decimal: value)
    }
}
