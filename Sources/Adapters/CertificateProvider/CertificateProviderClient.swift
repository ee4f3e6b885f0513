public import Certificates
internal import Platform
internal import TLS

/// Obtains gateways' certificates over TLS (S01), each fetch on a thread of its own.
public struct CertificateProviderClient: CertificateProviding {
    /// How long each step may take.
    public struct Limits: Sendable {
        /// A name's look-up.
        public var lookup = Duration.seconds(5)
        /// A TCP connection; the kernel repeats its SYN after 1 and 3 s (RFC 6298 section 2).
        public var connect = Duration.seconds(5)
        /// A TLS handshake, which old gateways with large keys need seconds for.
        public var handshake = Duration.seconds(10)
        /// The whole fetch.
        public var total = Duration.seconds(60)

        /// The usual limits.
        public init() {}
    }

    private let limits: Limits

    /// A client with these limits.
    public init(_ limits: Limits = Limits()) { self.limits = limits }

    /// Obtains the one certificate that all certificate providers present; ends early when its task is cancelled.
    @concurrent
    public func fetch(from hosts: [String], port: UInt16) async throws(CertificateError) -> ProvidedCertificate {
        let cancellation: Cancellation
        let context: TLSContext
        do throws(ConnectionFailure) {
            cancellation = try Cancellation()
            context = try TLSContext(.certificateProvider)
        } catch {
            throw CertificateError(error, provider: "certificate providers")
        }
        let fetch = ProviderFetch(context: context, limits: limits, cancellation: cancellation)
        let result: Result<ProvidedCertificate, CertificateError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(SystemFailure) {
                    try startThread(named: "gateway inquiry") {
                        continuation.resume(returning: fetch.result(hosts, port: port))
                    }
                } catch {
                    let failure = ConnectionFailure(error, .connect)
                    continuation.resume(
                        returning: .failure(CertificateError(failure, provider: "certificate providers"))
                    )
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
        return try result.get()
    }
}
