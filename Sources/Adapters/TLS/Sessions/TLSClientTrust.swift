public import Certificates

/// Which client certificates a server takes (S06): those that one of these vouches for, and these themselves.
public struct TLSClientTrust: Sendable {
    /// The issuers, and single certificates of clients.
    public let certificates: [Certificate]

    /// Trust in these certificates; without any, every client is refused.
    public init(_ certificates: [Certificate]) { self.certificates = certificates }
}
