internal import CertificateProvider
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Store

/// Asks a reference's certificate providers: the one way out of fetching, checking and watching.
struct GatewayInquiry {
    let reference: Saved<SRSTReference>

    /// How many inquiries go on at once: each takes a thread and some descriptors, and at most a minute. Our own bound.
    static let usualConcurrency = 16
    /// How many wait for their turn. Our own bound: the last of them waits for a quarter of an hour at worst.
    static let mostWaiting = 256

    /// Asks when it is its turn, for as long as it takes, and remembers what came of it.
    func ask(_ context: UseCaseContext) async -> Result<ProvidedCertificate, CertificateError> {
        let result: Result<ProvidedCertificate, CertificateError>
        do throws(Turns.Refusal) {
            result = try await context.inquiryTurns.take(for: context.actor) { await fetch(context) }
        } catch {
            result = .failure(CertificateError(error))
        }
        // What was never asked, or given up, says nothing about the gateway.
        if case .failure(let error) = result, error.code.isAboutCnfd { return result }
        context.sights.note(result, of: reference.id, version: reference.version, at: context.now)
        return result
    }

    private func fetch(_ context: UseCaseContext) async -> Result<ProvidedCertificate, CertificateError> {
        let value = reference.value
        do throws(CertificateError) {
            return .success(
                try await context.provider.fetch(
                    from: value.distinctAddresses.map(\.text),
                    port: UInt16(clamping: value.certificateProviderPort.number)
                )
            )
        } catch {
            return .failure(error)
        }
    }
}

extension CertificateError {
    /// Why a gateway was not asked.
    fileprivate init(_ refusal: Turns.Refusal) {
        switch refusal {
        case .full(let waiting):
            self.init(
                .tooManyInquiries,
                "The gateway was not asked: \(waiting) inquiries at gateways wait for their turn already",
                remedy: "Ask again when those are done"
            )
        case .cancelled:
            self.init(
                .fetchCancelled,
                "The inquiry was cancelled before it was its turn",
                remedy: "Ask again when you are ready"
            )
        }
    }
}

extension Problem {
    /// Why there is no certificate of a gateway.
    init(_ error: CertificateError, fetchedFor reference: SRSTReference) {
        self.init(error, error.code.isAboutTheCertificate ? .trust : .unavailable, object: reference.label)
    }
}

extension CertificateError.Code {
    /// Whether it says something of cnfd alone, because the gateway was not asked to the end.
    var isAboutCnfd: Bool { self == .fetchCancelled || self == .tooManyInquiries }

    /// Whether it speaks against the certificate, not against the way there.
    var isAboutTheCertificate: Bool {
        let ways: Set<Self> = [
            .noProviderAddress, .tooManyAddresses, .providerNameNotFound, .providerLookupFailed, .providerRefused,
            .providerUnreachable,
            .providerConnectTimeout, .providerHandshakeTimeout, .providerNotTLS, .providerReset, .providerClosed,
            .providerHandshakeFailed, .fetchCancelled, .fetchImpossible,
            .tooManyInquiries,
        ]
        return !ways.contains(self)
    }
}
