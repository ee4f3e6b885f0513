internal import Certificates
internal import TLS

extension CertificateError {
    /// What a failed connection means to someone who wants a gateway's certificate.
    ///
    /// - Parameters:
    ///   - failure: How it failed.
    ///   - provider: The name or address that was asked.
    init(_ failure: ConnectionFailure, provider: String) {
        let subject = "The certificate provider \(provider)"
        switch failure {
        case .nameNotFound:
            self.init(.providerNameNotFound, "\(subject) has a name that does not exist", remedy: Self.checkName)
        case .lookupFailed(let reason):
            self.init(.providerLookupFailed, "\(subject) cannot be looked up: \(reason)", remedy: Self.checkName)
        case .timedOut(.lookup):
            let what = "\(subject) cannot be looked up: no name server answered in time"
            self.init(.providerLookupFailed, what, remedy: Self.checkName)
        case .refused:
            self.init(.providerRefused, "\(subject) refuses connections", remedy: Self.enableService)
        case .unreachable(let reason):
            self.init(.providerUnreachable, "\(subject) cannot be reached: \(reason)", remedy: Self.checkRoute)
        case .timedOut(.connect):
            let what = "\(subject) did not take the connection in time"
            self.init(.providerConnectTimeout, what, remedy: Self.checkRoute)
        case .timedOut(.handshake), .timedOut(.transfer):
            self.init(
                .providerHandshakeTimeout,
                "\(subject) took the connection, but did not finish the TLS handshake in time",
                remedy: "Check that the credential service listens on this port, and restart it on the gateway"
            )
        case .notTLS:
            self.init(
                .providerNotTLS,
                "\(subject) answers with something that is no TLS",
                remedy: "Check the reference's certificate provider port against the gateway's credential service"
            )
        case .reset(let phase):
            self.init(.providerReset, "\(subject) broke off \(Self.part(phase))", remedy: Self.checkGatewayLog)
        case .closed(let phase):
            self.init(.providerClosed, "\(subject) closed \(Self.part(phase)) early", remedy: Self.checkGatewayLog)
        case .clientCertificateDemanded:
            self.init(
                .clientCertificateDemanded,
                "\(subject) demands a client certificate, and cnfd has none to show",
                remedy: "Turn client authentication off in the gateway's credential service, or export the certificate "
                    + "there and accept it with --from-file"
            )
        case .certificatesTooLarge:
            self = .tooLarge(nil, provider: provider)
        case .handshakeFailed(let reason):
            self.init(
                .providerHandshakeFailed,
                "\(subject) and cnfd cannot agree on TLS: \(reason)",
                remedy:
                    "Check which versions of TLS and which keys the gateway offers, or accept its certificate from a file"
            )
        case .cancelled:
            self.init(
                .fetchCancelled,
                "The fetch from \(provider) was cancelled",
                remedy: "Fetch again when you are ready"
            )
        case .system(let reason):
            let remedy = "Check the limits of the system and of the service"
            self.init(.fetchImpossible, "This host cannot connect to \(provider): \(reason)", remedy: remedy)
        }
    }

    /// A certificate that is larger than is read.
    static func tooLarge(_ byteCount: Int?, provider: String) -> CertificateError {
        let size = byteCount.map { "a certificate of \($0) bytes" } ?? "certificates of hundreds of KiB"
        return CertificateError(
            .certificateTooLarge,
            "The certificate provider \(provider) presents \(size), more than \(Certificate.maximumByteCount)",
            remedy: "Generate a plain self-signed certificate on the gateway"
        )
    }

    private static let checkName = "Check the reference's addresses and this host's name servers"
    private static let enableService =
        "Enable the credential service on the gateway, and check the reference's address and certificate provider port"
    private static let checkRoute = "Check the reference's addresses, the routes and the firewalls on the way"
    private static let checkGatewayLog = "Look into the gateway's log, and restart its credential service"

    private static func part(_ phase: ConnectionFailure.Phase) -> String {
        switch phase {
        case .lookup, .connect: "the connection"
        case .handshake: "the TLS handshake"
        case .transfer: "the TLS connection"
        }
    }
}
