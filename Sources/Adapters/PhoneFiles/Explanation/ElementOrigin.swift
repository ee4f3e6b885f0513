/// The origin of an element's value, as the layout that writes the element states it.
struct ElementOrigin: Hashable {
    /// Where the value comes from.
    let source: ElementSource
    /// Why it is so, in a few words.
    let reason: String?
    /// Whether the security rules had a say (S07–S09).
    let isSecurity: Bool

    /// An origin with the given parts.
    init(_ source: ElementSource, because reason: String? = nil, isSecurity: Bool = false) {
        self.source = source
        self.reason = reason
        self.isSecurity = isSecurity
    }

    static let phone = ElementOrigin(.phone)
    static let securityProfile = ElementOrigin(.securityProfile)
    static let devicePool = ElementOrigin(.devicePool)
    static let callManagerGroup = ElementOrigin(.callManagerGroup)
    static let srst = ElementOrigin(.srst)
    static let cluster = ElementOrigin(.cluster)
    static let `default` = ElementOrigin(.default)

    /// By a rule.
    static func computed(_ reason: String) -> ElementOrigin { ElementOrigin(.computed, because: reason) }
}
