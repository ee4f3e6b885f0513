/// One place of a phone's file with where its value comes from.
public struct ExplainedElement: Hashable, Sendable {
    /// The place, in the form of ``PhoneFileDifference/path``.
    public let path: String
    /// What the file says there; `nil` for an element that the security rules leave out.
    public let value: String?
    /// Whether the value is shown only on request (A06).
    public let isSecret: Bool
    /// Whether the security rules had a say (S07–S09).
    public let isSecurity: Bool
    /// Where the value comes from.
    public let source: ElementSource
    /// The name of the object it comes from, where there is one; the cluster has none.
    public let object: String?
    /// Why it is so, where that is not plain.
    public let reason: String?

    init(path: String, value: String?, isSecret: Bool, origin: ElementOrigin, object: String?) {
        self.path = path
        self.value = value
        self.isSecret = isSecret
        isSecurity = origin.isSecurity
        source = origin.source
        self.object = object
        reason = origin.reason
    }
}
