internal import AdminAPI
internal import Documents

/// Prints a list while it arrives.
protocol ListPrinter {
    /// Takes what comes before the first item.
    mutating func head(_ json: ArraySlice<UInt8>) throws
    /// Takes an item.
    mutating func item(_ json: ArraySlice<UInt8>) throws
    /// Prints what is left.
    mutating func finish() throws
}

extension ListPrinter {
    mutating func head(_: ArraySlice<UInt8>) throws {}

    /// Takes a piece of an answer.
    mutating func take(_ piece: StreamPiece, _ json: ArraySlice<UInt8>) throws {
        switch piece {
        case .head: try head(json)
        case .item: try item(json)
        case .progress, .end, .error: break
        }
    }
}

/// Gathers what is printed into writes of some size.
struct OutputBuffer {
    /// How much is gathered before it is written. Our own choice.
    private static let length = 65_536

    var bytes: [UInt8] = []

    /// Writes once there is enough.
    mutating func writeWhenFull() throws {
        if bytes.count >= Self.length { try write() }
    }

    /// Writes what there is.
    mutating func write() throws {
        guard !bytes.isEmpty else { return }
        try Output.standard(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// The list under one key of a JSON object, laid out as every other answer is.
struct JSONListPrinter: ListPrinter {
    private let key: String
    private var buffer = OutputBuffer()
    private var isEmpty = true

    init(key: String) { self.key = key }

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        if isEmpty { open() } else { buffer.bytes.append(UInt8(ascii: ",")) }
        isEmpty = false
        JSONLayout.indent(2, &buffer.bytes)
        JSONLayout.append(json, depth: 2, to: &buffer.bytes)
        try buffer.writeWhenFull()
    }

    mutating func finish() throws { try finish(summary: nil) }

    /// Prints the end, with a summary beside the list.
    mutating func finish(summary: [UInt8]?) throws {
        if isEmpty {
            open()
            buffer.bytes.append(UInt8(ascii: "\n"))
        }
        JSONLayout.indent(1, &buffer.bytes)
        buffer.bytes.append(UInt8(ascii: "]"))
        if let summary {
            buffer.bytes.append(UInt8(ascii: ","))
            JSONLayout.indent(1, &buffer.bytes)
            buffer.bytes += "\"summary\" : ".utf8
            JSONLayout.append(summary[...], depth: 1, to: &buffer.bytes)
        }
        buffer.bytes += "\n}\n".utf8
        try buffer.write()
    }

    private mutating func open() {
        buffer.bytes.append(UInt8(ascii: "{"))
        JSONLayout.indent(1, &buffer.bytes)
        buffer.bytes += "\"\(key)\" : [".utf8
    }
}
