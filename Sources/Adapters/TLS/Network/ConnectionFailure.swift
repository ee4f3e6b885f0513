internal import Glibc
package import Platform

/// Why a connection could not be made or used, without saying to whom: the caller knows.
public enum ConnectionFailure: Error, Hashable, Sendable {
    /// What was being done.
    public enum Phase: String, Hashable, Sendable {
        /// A name was looked up.
        case lookup
        /// The TCP connection was made.
        case connect
        /// TLS was agreed upon.
        case handshake
        /// Bytes were exchanged.
        case transfer
    }

    /// No such name.
    case nameNotFound
    /// The name servers could not say; the system's reason.
    case lookupFailed(reason: String)
    /// Nobody listens on the port.
    case refused
    /// No way leads there; the system's reason.
    case unreachable(reason: String)
    /// The deadline passed.
    case timedOut(Phase)
    /// The peer answered with something that is no TLS.
    case notTLS
    /// The peer broke the connection off.
    case reset(Phase)
    /// The peer ended the connection without a word.
    case closed(Phase)
    /// The peer does not go on without a certificate of ours.
    case clientCertificateDemanded
    /// The peer's certificates are larger than is read.
    case certificatesTooLarge
    /// TLS failed otherwise; OpenSSL's reasons.
    case handshakeFailed(reason: String)
    /// ``Cancellation/cancel()`` was called.
    case cancelled
    /// This system could not; its reason.
    case system(reason: String)

    /// What a failed system call means.
    package init(_ failure: SystemFailure, _ phase: Phase) {
        self =
            switch failure.errno {
            case ECONNREFUSED: .refused
            case ECONNRESET, EPIPE, ECONNABORTED: .reset(phase)
            case ETIMEDOUT: .timedOut(phase)
            case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL, EACCES, EPERM, EINVAL, EAFNOSUPPORT:
                .unreachable(reason: failure.text)
            default: .system(reason: failure.text)
            }
    }

    /// What a failed look-up means.
    init(_ failure: LookupFailure) {
        switch failure {
        case .notFound: self = .nameNotFound
        case .failed(let reason): self = .lookupFailed(reason: reason)
        }
    }
}
