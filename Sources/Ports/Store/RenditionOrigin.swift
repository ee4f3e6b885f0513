public import Platform

/// What one rendition was made from: each publication remembers it, so that dependents are found although the saved
/// state has moved on.
public struct RenditionOrigin: Hashable, Sendable {
    /// The device pool; none for `XMLDefault.cnf.xml`.
    public let pool: ObjectID?
    /// The phone security profile; none for `XMLDefault.cnf.xml`.
    public let profile: ObjectID?
    /// The SRST reference, when the pool named one.
    public let reference: ObjectID?
    /// The SHA-256 of the SRST certificate's DER, when the file carries one.
    public let certificate: SHA256Hash?

    /// An origin with the given parts.
    public init(pool: ObjectID?, profile: ObjectID?, reference: ObjectID?, certificate: SHA256Hash?) {
        self.pool = pool
        self.profile = profile
        self.reference = reference
        self.certificate = certificate
    }
}
