public import Documents

/// What was saved of an object at another time.
public struct EarlierState: Sendable {
    /// Its fields, secrets plain; what it names and its own name are called as they are called today.
    public let fields: Document
    /// What it names and is not saved any more, not even another under its name.
    public let goneParents: [GoneParent]
    /// The certificate that was accepted for it, when it is an SRST reference that had one.
    public var certificate: CertificateRecord?

    /// A state with the given parts.
    public init(fields: Document, goneParents: [GoneParent] = [], certificate: CertificateRecord? = nil) {
        self.fields = fields
        self.goneParents = goneParents
        self.certificate = certificate
    }
}

/// Something that an earlier state names and that was deleted since.
public struct GoneParent: Hashable, Sendable {
    /// The field that names it, for instance `device-pool`.
    public let field: String
    /// Its noun.
    public let noun: String
    /// The name it had.
    public let name: String

    /// What `field` names.
    public init(field: String, noun: String, name: String) {
        self.field = field
        self.noun = noun
        self.name = name
    }
}
