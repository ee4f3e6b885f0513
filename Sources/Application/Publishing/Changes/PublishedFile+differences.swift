internal import OpenSSL
public import PhoneFiles
internal import Platform
public import Store

extension PublishedFile {
    /// Whether the file is XML; `CAPF.der` is not (S06).
    public var isXML: Bool { self != .capfRoot }

    /// Where two versions of this file differ: XML by what it says (T02), anything else as a whole by its SHA-256.
    ///
    /// - Parameters:
    ///   - old: The old version.
    ///   - new: The new version.
    /// - Returns: The differences; none when the versions say the same.
    /// - Throws: When XML cannot be read.
    public func differences(from old: [UInt8], to new: [UInt8]) throws(PhoneFileError) -> [PhoneFileDifference] {
        if isXML { return try PhoneFileDiff.differences(from: old, to: new) }
        guard old != new else { return [] }
        func digest(_ bytes: [UInt8]) -> String { SHA256Digest.of(bytes).description }
        return [PhoneFileDiff.opaqueDifference(from: digest(old), to: digest(new))]
    }
}
