internal import OpenSSL

/// A TLS connection over a non-blocking socket; used by one thread at a time.
///
/// Every call waits at most until its deadline, and ends early when the connection's ``Cancellation`` is cancelled.
public final class TLSConnection {
    private let socket: TCPSocket
    private let session: TLSSession
    private let cancellation: Cancellation

    /// A connection whose handshake has not begun.
    ///
    /// - Parameters:
    ///   - context: The kind of connection.
    ///   - socket: The connected socket; it is closed with the connection.
    ///   - cancellation: What ends waits early.
    public init(_ context: TLSContext, over socket: consuming TCPSocket, _ cancellation: Cancellation) {
        session = TLSSession(context)
        self.socket = socket
        self.cancellation = cancellation
    }

    /// The version that was agreed upon.
    public var version: TLSVersion? { session.version }
    /// OpenSSL's name of the cipher suite that was agreed upon.
    public var cipherSuite: String? { session.cipherSuite }
    /// The peer's certificates in DER, its own first; also after a handshake that failed later on.
    public var peerCertificates: [[UInt8]] { session.peerCertificates }
    /// Whether the peer has asked for a certificate that we do not have; it may have gone on without.
    public var clientCertificateWasRequested: Bool { session.clientCertificateWasRequested }

    /// Agrees with the peer on how to speak.
    ///
    /// - Throws: `notTLS`, `timedOut`, `reset`, `closed`, `clientCertificateDemanded`, `certificatesTooLarge`,
    ///   `handshakeFailed`, `cancelled` or `system`.
    public func handshake(by deadline: Deadline) throws(ConnectionFailure) {
        var isFirst = true
        while true {
            let step = session.handshake()
            // Also after a failure: the peer is told the reason, as far as it still listens.
            if case .failed(let failure) = step {
                try? send(by: deadline, .handshake)
                throw failed(failure, .handshake)
            }
            try send(by: deadline, .handshake)
            guard step == .needsInput else { return }
            let bytes = try socket.receive(by: deadline, cancellation, .handshake)
            if bytes.isEmpty { throw ended(.handshake) }
            if isFirst, !TLSRecord.canBegin(with: bytes) { throw .notTLS }
            isFirst = false
            session.receive(bytes)
        }
    }

    /// Reads what the peer has written, waiting until it has written something.
    ///
    /// - Returns: 1 to `maximumByteCount` bytes; none at the end.
    public func read(upTo maximumByteCount: Int, by deadline: Deadline) throws(ConnectionFailure) -> [UInt8] {
        while true {
            let step = session.read(upTo: maximumByteCount)
            try send(by: deadline, .transfer)
            switch step {
            case .done(let bytes): return bytes
            case .ended: return []
            case .failed(let failure): throw failed(failure, .transfer)
            case .needsInput:
                let bytes = try socket.receive(by: deadline, cancellation, .transfer)
                bytes.isEmpty ? session.receiveEnd() : session.receive(bytes)
            }
        }
    }

    /// Writes everything.
    public func write(_ bytes: [UInt8], by deadline: Deadline) throws(ConnectionFailure) {
        while true {
            let step = session.write(bytes)
            try send(by: deadline, .transfer)
            switch step {
            case .done: return
            case .ended: throw .closed(.transfer)
            case .failed(let failure): throw failed(failure, .transfer)
            case .needsInput:
                let received = try socket.receive(by: deadline, cancellation, .transfer)
                received.isEmpty ? session.receiveEnd() : session.receive(received)
            }
        }
    }

    /// Tells the peer that no more is written; ``read(upTo:by:)`` still reads what it has to say.
    public func end(by deadline: Deadline) throws(ConnectionFailure) {
        if case .failed(let failure) = session.end() { throw failed(failure, .transfer) }
        try send(by: deadline, .transfer)
    }

    private func send(by deadline: Deadline, _ phase: ConnectionFailure.Phase) throws(ConnectionFailure) {
        let bytes = session.takeOutgoing()
        if !bytes.isEmpty { try socket.send(bytes, by: deadline, cancellation, phase) }
    }

    private func ended(_ phase: ConnectionFailure.Phase) -> ConnectionFailure {
        session.clientCertificateWasRequested ? .clientCertificateDemanded : .closed(phase)
    }

    private func failed(_ failure: OpenSSLErrorQueue.Failure, _ phase: ConnectionFailure.Phase) -> ConnectionFailure {
        if failure.saysCertificatesTooLarge { return .certificatesTooLarge }
        // Peers name various reasons when a certificate is missing; only one of the alerts says so (RFC 8446 section 6.2).
        if session.clientCertificateWasRequested, failure.isAlert { return .clientCertificateDemanded }
        return .handshakeFailed(reason: failure.text)
    }
}
