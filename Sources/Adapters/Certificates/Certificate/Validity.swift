public import Platform

/// The seconds between which a certificate is valid, both included (RFC 5280 section 4.1.2.5).
public struct Validity: Hashable, Sendable {
    /// The first valid second, counted from 1970-01-01T00:00:00Z without leap seconds; negative before.
    public let notBefore: UnixTime

    /// The last valid second, counted likewise; 253402300799 (year 9999) means no known end.
    public let notAfter: UnixTime

    /// A validity from one second to another, both included, counted from 1970-01-01T00:00:00Z.
    public init(notBefore: UnixTime, notAfter: UnixTime) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Where a second lies.
    public enum State: Hashable, Sendable {
        /// The certificate is not valid yet.
        case before
        /// The certificate is valid.
        case within
        /// The certificate has expired.
        case after
    }

    /// Where a second lies, counted from 1970-01-01T00:00:00Z.
    ///
    /// A validity that ends before it begins has no second within.
    public func state(at second: UnixTime) -> State {
        if second > notAfter { return .after }
        return second < notBefore ? .before : .within
    }

    /// Whether the certificate is valid in this second, counted from 1970-01-01T00:00:00Z.
    public func contains(second: UnixTime) -> Bool { state(at: second) == .within }
}
