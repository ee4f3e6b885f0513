/// The first names of one noun's objects that begin with a text: what a shell completes.
public struct ListNames: AdminRequest {
    /// The names.
    public struct Response: Codable, Sendable {
        /// The names, in order.
        public var names: [String]

        /// An answer of the given names.
        public init(names: [String]) { self.names = names }
    }

    /// `object/names`.
    public static let path = "object/names"
    /// The most names of an answer: more than anybody would look through.
    public static let maximumCount = 500

    /// The noun.
    public var noun: ObjectNoun
    /// What the names begin with, without regard to case.
    public var prefix: String

    /// Whether the names are those of deleted objects that can be brought back.
    public var deleted: Bool?

    /// The request for names.
    public init(noun: ObjectNoun, prefix: String, deleted: Bool = false) {
        self.noun = noun
        self.prefix = prefix
        self.deleted = deleted
    }
}
