public import Platform

/// What one transfer sends, fixed from its first byte to its last (P04).
///
/// A generated file is a shared body and its own values, never one assembled copy; a large static file is an open file.
public struct FileContent: Sendable {
    /// Where the bytes are.
    public enum Storage: Sendable {
        /// A shared body with the file's own values filled in.
        case filled(FilledFile)
        /// Slices in order; together they are the file.
        case slices([FileSlice])
        /// An open regular file, read while it is sent.
        case file(OpenFile)
    }

    /// Where the bytes are.
    public let storage: Storage
    /// The file's length in bytes.
    public let length: Int
    /// The publication the bytes come from; `nil` for a static file.
    public let position: PublishedPosition?
    /// The SHA-256 of all the bytes, when it is known without reading them.
    public let hash: SHA256Hash?

    /// A published file.
    public init(filled: FilledFile, length: Int, position: PublishedPosition, hash: SHA256Hash) {
        storage = .filled(filled)
        self.length = length
        self.position = position
        self.hash = hash
    }

    /// A file in memory.
    public init(slices: [FileSlice], position: PublishedPosition? = nil, hash: SHA256Hash? = nil) {
        storage = .slices(slices)
        length = slices.reduce(0) { $0 + $1.count }
        self.position = position
        self.hash = hash
    }

    /// A static file, as long as it was when it was opened.
    public init(file: OpenFile) {
        storage = .file(file)
        length = file.stamp.length
        position = nil
        hash = nil
    }

    /// Whether it is an open file, which takes a descriptor.
    public var isFile: Bool {
        guard case .file = storage else { return false }
        return true
    }

    /// The file's pieces in order, for who wants all of it; `nil` for an open file.
    public var slices: [FileSlice]? {
        switch storage {
        case .file: return nil
        case .slices(let slices): return slices
        case .filled(let file):
            var slices: [FileSlice] = []
            var section: FilledFile.Section? = file.first
            while let current = section {
                if !current.run.isEmpty { slices.append(FileSlice(file.body.bytes, current.run)) }
                if !current.value.isEmpty { slices.append(FileSlice(file.values, current.value)) }
                section = file.section(after: current)
            }
            return slices
        }
    }
}
