internal import Documents
internal import FoundationEssentials

/// Writes and reads the documents of the saved state as JSON.
struct DocumentCoder {
    private let encoder: JSONEncoder
    private let decoder = JSONDecoder()

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// The document as JSON with its secrets as they are, without the fields that have columns of their own.
    func encode(_ document: Document, without columns: Set<String> = []) throws -> String {
        let kept = document.entries.filter { !columns.contains($0.key) }
        return String(decoding: try encoder.encode(Document.mapping(kept).revealed), as: UTF8.self)
    }

    /// The document in `json`, with the fields of the columns added.
    func decode(_ json: String, adding columns: [Document.Entry] = []) throws -> Document {
        .mapping(columns + (try decodeImage(json)).entries)
    }

    /// An audit image as JSON; secrets are masked.
    func encodeImage(_ image: Document) throws -> String {
        String(decoding: try encoder.encode(image.masked), as: UTF8.self)
    }

    /// An audit image from JSON.
    func decodeImage(_ json: String) throws -> Document {
        do {
            return try decoder.decode(Document.self, from: Data(json.utf8))
        } catch is DecodingError {
            throw StoreProblem.damaged("a document")
        }
    }
}
