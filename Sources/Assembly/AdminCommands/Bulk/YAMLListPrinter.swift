internal import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import SiteFiles

/// The list under one key of a YAML mapping, an item at a time.
struct YAMLListPrinter: ListPrinter {
    private let key: String
    private var buffer = OutputBuffer()
    private var isEmpty = true

    init(key: String) { self.key = key }

    mutating func item(_ json: ArraySlice<UInt8>) throws {
        if isEmpty { buffer.bytes += "\(key):\n".utf8 }
        isEmpty = false
        buffer.bytes += try SiteFile.write(.list([Document.item(json)]), keepsNulls: true).utf8
        try buffer.writeWhenFull()
    }

    mutating func finish() throws { try finish(summary: nil) }

    /// Prints the end, with a summary beside the list.
    mutating func finish(summary: [UInt8]?) throws {
        if isEmpty { buffer.bytes += "\(key): []\n".utf8 }
        if let summary {
            let document = try Document.item(summary[...])
            buffer.bytes += try SiteFile.write(.mapping([Document.Entry("summary", document)]), keepsNulls: true).utf8
        }
        try buffer.write()
    }
}

extension Document {
    /// The document in the JSON of an item.
    static func item(_ json: ArraySlice<UInt8>) throws -> Document {
        if let document = Document(json: String(decoding: json, as: UTF8.self)) { return document }
        return try AdminJSON.decode(Document.self, from: Data(json))
    }
}
