internal import Serving
internal import TFTP

extension FileContent {
    /// The longest file that is translated, in octets: netascii is for text, and a translation is held in memory.
    static let longestTranslation = 1 << 20

    /// The content in netascii; `nil` when the file is too long or cannot be read.
    func translatedToNetascii() -> FileContent? {
        guard length <= Self.longestTranslation else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(length + length / 16)
        switch storage {
        case .slices, .filled:
            for slice in slices ?? [] { Netascii.translate(slice.bytes.span.extracting(slice.range), into: &output) }
        case .file(let file):
            let buffer = ReadBuffer()
            var start = 0
            while start < length {
                let end = min(start + ReadBuffer.capacity, length)
                guard let part = unsafe buffer.read(file, start..<end) else { return nil }
                unsafe Netascii.translate(Span(_unsafeBytes: part), into: &output)
                buffer.reset()
                start = end
            }
        }
        // The hash is that of the file, not of its translation.
        return FileContent(slices: [FileSlice(SharedBytes(output))], position: position)
    }
}
