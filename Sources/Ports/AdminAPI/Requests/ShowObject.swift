/// One object.
public struct ShowObject: AdminRequest {
    /// The answer.
    public typealias Response = ObjectReport
    /// `object/show`.
    public static let path = "object/show"

    /// The noun.
    public var noun: ObjectNoun
    /// The name; the cluster needs none.
    public var name: String?
    /// Whether to name the phones that depend on it, besides counting them.
    public var dependents: Bool

    /// The request for an object.
    public init(noun: ObjectNoun, name: String? = nil, dependents: Bool = false) {
        self.noun = noun
        self.name = name
        self.dependents = dependents
    }
}
