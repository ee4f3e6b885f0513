/// A file that cannot be made; the revision it belongs to is not published at all.
enum PublishingError: Error, Hashable {
    /// A body has a hole for a value that the phone does not have.
    case unresolvedValue(index: Int)
    /// A stored file lacks its body or its values.
    case missingPart
    /// An object names another that does not exist.
    case danglingReference(String)
}
