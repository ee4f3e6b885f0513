/// Compares two files by what they say, not by how they are laid out (T02).
public struct PhoneFileDiff {
    /// Where a phone's file has its version stamp: it differs whenever anything else does.
    public static let versionStampPath = "/device/versionStamp"

    /// What is different, in the order of the new file; what only the old file has stands where it stood there.
    ///
    /// Elements are matched by name, and by position where the name repeats; the order of differently named siblings,
    /// the order of attributes, comments and layout do not count. An added or removed element is reported as the texts
    /// and attributes in it. The version stamp counts like any other element.
    ///
    /// - Parameters:
    ///   - old: The old file.
    ///   - new: The new file.
    /// - Returns: The differences; none when the files say the same.
    /// - Throws: `malformed-xml`, `document-type`, `foreign-file` or `file-too-large` when a file cannot be read;
    ///   `too-different` when they have next to nothing in common.
    public static func differences(
        from old: [UInt8],
        to new: [UInt8]
    ) throws(PhoneFileError) -> [PhoneFileDifference] {
        if old == new { return [] }
        var comparison = FileComparison()
        comparison.compare([try XMLParser.root(of: old)], [try XMLParser.root(of: new)], in: .init())
        guard !comparison.isCutOff else {
            throw PhoneFileError(
                code: "too-different",
                message: "The files differ in more than \(comparison.differences.count) places",
                remedy: "Give the file of a phone that is configured alike"
            )
        }
        return comparison.differences
    }

    /// The one difference of two files that are not XML, told by their SHA-256 in hexadecimal.
    public static func opaqueDifference(from old: String, to new: String) -> PhoneFileDifference {
        PhoneFileDifference(PhoneFileDifference.Place(path: "SHA-256"), old: old, new: new)
    }
}
