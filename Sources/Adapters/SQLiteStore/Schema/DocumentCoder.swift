internal import Documents

/// Writes and reads the documents of the saved state as JSON.
struct DocumentCoder {
    /// The document as JSON with its secrets as they are, without the fields that have columns of their own.
    func encode(_ document: Document, without columns: Set<String> = []) -> String {
        Document.mapping(document.entries.filter { !columns.contains($0.key) }).revealedJSON
    }

    /// The document in `json`, with the fields of the columns added.
    func decode(_ json: String, adding columns: [Document.Entry] = []) throws -> Document {
        .mapping(columns + (try decodeImage(json)).entries)
    }

    /// An audit image as JSON; secrets are masked.
    func encodeImage(_ image: Document) -> String { image.masked.revealedJSON }

    /// An audit image from JSON.
    func decodeImage(_ json: String) throws -> Document {
        guard let document = Document(json: json) else { throw StoreProblem.damaged("a document") }
        return document
    }
}
