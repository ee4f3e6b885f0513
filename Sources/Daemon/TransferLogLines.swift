internal import Glibc
internal import Serving

/// Log lines about ended transfers, in the form of the daemon's other lines, written many at a time.
///
/// There is one for each request of a boot storm, so they are put together from bytes, without the logging library's
/// dictionaries. Nothing in a record can break a line: names come escaped, everything else is the daemon's own.
struct TransferLogLines {
    private var bytes: [UInt8] = []
    private let head: [UInt8]

    /// Octets of a usual line.
    private static let usualLength = 320

    /// Lines of one second since 1970, room for `count` of them.
    init(second: Int, count: Int) {
        bytes.reserveCapacity(count * Self.usualLength)
        var moment = time_t(second)
        var parts = unsafe tm()
        unsafe localtime_r(&moment, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z info cnfd:", &parts)
        head = text.prefix(count).map(UInt8.init(bitPattern:))
    }

    /// Adds the line of one record.
    mutating func append(_ record: TransferRecord) {
        bytes.append(contentsOf: head)
        if record.outcome != .refused {
            append(" blocks=", record.blocks)
            append(" bytes=", record.length)
        }
        bytes.append(contentsOf: " client=".utf8)
        record.client.append(to: &bytes)
        bytes.append(contentsOf: " file=".utf8)
        record.file.append(to: &bytes)
        if record.outcome != .refused {
            append(" microseconds=", record.microseconds)
            bytes.append(contentsOf: " options=".utf8)
            for (index, option) in record.options.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(contentsOf: option.name.rawValue.utf8)
                append("=", option.value)
            }
        }
        append(" outcome=", record.outcome.rawValue)
        if record.isProbe { append(" probe=", "true") }
        if let reason = record.reason { append(" reason=", reason.rawValue) }
        if record.outcome != .refused { append(" retransmits=", record.retransmits) }
        if let position = record.position {
            append(" revision=", position.incarnation)
            append("/", position.revision)
        }
        if let hash = record.hash {
            bytes.append(contentsOf: " sha256=".utf8)
            hash.append(to: &bytes)
        }
        bytes.append(contentsOf: " [Daemon] transfer ended\n".utf8)
    }

    /// Writes the lines to standard error, where the log goes.
    func write() {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, written))
        }
    }

    private mutating func append(_ key: String, _ value: String) {
        bytes.append(contentsOf: key.utf8)
        bytes.append(contentsOf: value.utf8)
    }

    private mutating func append(_ key: String, _ value: Int) {
        bytes.append(contentsOf: key.utf8)
        bytes.append(decimal: value)
    }
}
