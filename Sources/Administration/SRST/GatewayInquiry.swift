internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

/// Asks a reference's certificate providers: the one way out of fetching, checking and watching.
struct GatewayInquiry {
    let reference: Saved<SRSTReference>

    /// Asks, for as long as it takes, and remembers what came of it.
    func ask(_ context: UseCaseContext) async -> Result<ProvidedCertificate, CertificateError> {
        let value = reference.value
        let result: Result<ProvidedCertificate, CertificateError>
        do throws(CertificateError) {
            result = .success(
                try await context.provider.fetch(
                    from: value.distinctAddresses.map(\.text),
                    port: UInt16(clamping: value.certificateProviderPort.number)
                )
            )
        } catch {
            result = .failure(error)
        }
        // What was given up says nothing about the gateway.
        if case .failure(let error) = result, error.code == .fetchCancelled { return result }
        context.sights.note(result, of: reference.id, version: reference.version, at: context.now)
        return result
    }
}

extension Problem {
    /// Why there is no certificate of a gateway.
    init(_ error: CertificateError, fetchedFor reference: SRSTReference) {
        self.init(error, error.code.isAboutTheCertificate ? .trust : .unavailable, object: reference.label)
    }
}

extension CertificateError.Code {
    /// Whether it speaks against the certificate, not against the way there.
    var isAboutTheCertificate: Bool {
        let ways: Set<Self> = [
            .noProviderAddress, .tooManyAddresses, .providerNameNotFound, .providerLookupFailed, .providerRefused,
            .providerUnreachable,
            .providerConnectTimeout, .providerHandshakeTimeout, .providerNotTLS, .providerReset, .providerClosed,
            .providerHandshakeFailed, .fetchCancelled, .fetchImpossible,
        ]
        return !ways.contains(self)
    }
}
