internal import Certificates
internal import Platform
internal import TLS

/// What a fetch has seen so far: one certificate, or a refusal.
struct SeenCertificates {
    private var certificate: Certificate?
    private var presentations: [ProvidedCertificate.Presentation] = []
    /// Addresses that did not answer.
    var passedOver: [CertificateError] = []

    /// Takes what a provider presented.
    ///
    /// - Throws: `no-certificate`, `certificate-too-large`, `several-certificates`, `certificates-differ`, …
    mutating func add(_ connection: TLSConnection, at address: SocketAddress) throws(CertificateError) {
        let chain = connection.peerCertificates
        guard let own = chain.first else { throw Self.noCertificate(address) }
        guard own.count <= Certificate.maximumByteCount else { throw .tooLarge(own.count, provider: "\(address)") }
        let presented = try Certificate(der: own)
        // A certificate of someone else's comes with its issuer's, and is refused for that.
        if presented.selfSignature() == .valid, chain.contains(where: { $0 != own }) {
            throw Self.several(address, chain.count)
        }
        let presentation = ProvidedCertificate.Presentation(
            address: address.description,
            version: connection.version ?? .tls10,
            cipherSuite: connection.cipherSuite ?? ""
        )
        if let certificate, certificate != presented {
            throw Self.differing(certificate, presentations, presented, address)
        }
        certificate = presented
        if !presentations.contains(where: { $0.address == presentation.address }) { presentations.append(presentation) }
    }

    /// The one certificate.
    func provided() throws(CertificateError) -> ProvidedCertificate {
        guard let certificate else {
            throw CertificateError(
                .noProviderAddress,
                "The reference has no address, so there is no certificate provider to ask",
                remedy: "Give it an SCCP or SIP address, or accept the certificate from a file"
            )
        }
        return ProvidedCertificate(certificate: certificate, presentations: presentations, passedOver: passedOver)
    }

    private static func noCertificate(_ address: SocketAddress) -> CertificateError {
        CertificateError(
            .noCertificate,
            "The certificate provider \(address) presents no certificate",
            remedy:
                "Generate a self-signed certificate on the gateway and name its trust point in the credential service"
        )
    }

    /// S04.
    private static func several(_ address: SocketAddress, _ count: Int) -> CertificateError {
        CertificateError(
            .severalCertificates,
            "The certificate provider \(address) presents \(count) certificates, but a phone's file carries the "
                + "certificate of a single issuer",
            remedy: "Let the gateway's credential service present its own self-signed certificate only"
        )
    }

    /// S04.
    private static func differing(
        _ first: Certificate,
        _ presentations: [ProvidedCertificate.Presentation],
        _ second: Certificate,
        _ address: SocketAddress
    ) -> CertificateError {
        let before = presentations.first?.address ?? "the first one"
        let place =
            before == "\(address)"
            ? "\(address) presents, one connection after the other," : "\(before) and \(address) present"
        return CertificateError(
            .certificatesDiffer,
            "The certificate provider at \(place) different certificates: SHA-256 \(first.sha256Fingerprint) "
                + "(subject \(first.subject)) and \(second.sha256Fingerprint) (subject \(second.subject)). They look like "
                + "an HSRP pair of gateways, which is not supported: a phone's file carries the certificate of a single "
                + "issuer",
            remedy: "Make one reference for each gateway, with that gateway's own address"
        )
    }
}
