internal import Serving
internal import TFTP

extension FileContent {
    /// The longest file that is translated, in octets: netascii is for text, and a translation is held in memory.
    private static let longestTranslated = 1 << 20

    /// Whether it may be translated.
    var isShortEnoughToTranslate: Bool { length <= Self.longestTranslated }

    /// How many octets its translation can have at most: of a text of line ends alone, each becomes two.
    var longestTranslation: Int { 2 * length }

    /// The content in netascii; `nil` when the file cannot be read.
    func translatedToNetascii() -> FileContent? {
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
