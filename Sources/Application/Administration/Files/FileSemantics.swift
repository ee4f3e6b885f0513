internal import Documents
internal import PhoneFiles
internal import Publishing
internal import Store

/// How two files are compared: by what they say.
struct FileSemantics {
    /// A file as which both are read; one that is no XML when either is none.
    var file: PublishedFile
    /// Whether the version stamp does not count.
    var ignoresVersionStamp: Bool
    /// Whether the first is a golden file, in which a masked secret stands for any.
    var isGolden: Bool

    /// Where they differ.
    func differences(from old: [UInt8], to new: [UInt8]) throws(PhoneFileError) -> [PhoneFileDifference] {
        try file.differences(from: old, to: new).filter { difference in
            if ignoresVersionStamp, difference.path == PhoneFileDiff.versionStampPath { return false }
            return
                !(isGolden && difference.isSecret && difference.old == Document.mask
                && difference.new?.isEmpty == false)
        }
    }

    /// Where their canonical forms differ, line by line; secrets masked. None for files that have no such form.
    func lines(from old: [UInt8], to new: [UInt8]) throws(PhoneFileError) -> [String]? {
        guard file.isXML else { return nil }
        return try UnifiedDiff.lines(from: form(old), to: form(new))
    }

    private func form(_ file: [UInt8]) throws(PhoneFileError) -> CanonicalForm {
        try CanonicalForm(of: file, ignoresVersionStamp: ignoresVersionStamp, mask: Document.mask)
    }
}
