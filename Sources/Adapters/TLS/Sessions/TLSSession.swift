internal import COpenSSL
internal import OpenSSL

/// One end of a TLS connection without a socket: bytes of the peer in, bytes for the peer out.
@safe
final class TLSSession {
    /// How a step ended.
    enum Step: Equatable {
        /// It is done; for reading, with the bytes.
        case done([UInt8])
        /// Bytes of the peer are needed first.
        case needsInput
        /// The peer has said that it sends no more.
        case ended
        /// It failed.
        case failed(OpenSSLErrorQueue.Failure)
    }

    private let connection: OpaquePointer
    /// Owned by `connection`.
    private let incoming: OpaquePointer
    /// Owned by `connection`.
    private let outgoing: OpaquePointer
    /// Whether the peer has asked for a certificate that we do not have.
    fileprivate(set) var clientCertificateWasRequested = false

    /// A session that has not begun. Out of memory ends the process, as it does for every Swift array.
    init(_ context: TLSContext) {
        guard let connection = unsafe context.withPointer({ unsafe SSL_new($0) }),
            let incoming = unsafe BIO_new(BIO_s_mem()), let outgoing = unsafe BIO_new(BIO_s_mem())
        else { preconditionFailure("OpenSSL has no memory") }
        unsafe self.connection = connection
        unsafe self.incoming = incoming
        unsafe self.outgoing = outgoing
        unsafe SSL_set_bio(connection, incoming, outgoing)
        unsafe context.role == .client ? SSL_set_connect_state(connection) : SSL_set_accept_state(connection)
        // Not retained: the session owns the connection, so no callback comes when it is gone.
        unsafe SSL_set_ex_data(connection, 0, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit { unsafe SSL_free(connection) }

    /// Takes bytes of the peer.
    func receive(_ bytes: [UInt8]) {
        let written = unsafe bytes.withUnsafeBytes { unsafe BIO_write(incoming, $0.baseAddress, CInt($0.count)) }
        precondition(written == bytes.count || bytes.isEmpty, "OpenSSL has no memory")
    }

    /// Takes note that the peer has closed the connection.
    func receiveEnd() { unsafe BIO_ctrl(incoming, BIO_C_SET_BUF_MEM_EOF_RETURN, 0, nil) }

    /// The bytes for the peer.
    func takeOutgoing() -> [UInt8] {
        let waiting = unsafe BIO_ctrl_pending(outgoing)
        guard waiting > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: waiting) { buffer, count in
            count = unsafe max(0, Int(BIO_read(outgoing, buffer.baseAddress, CInt(clamping: buffer.count))))
        }
    }

    /// Goes on with the handshake.
    func handshake() -> Step { unsafe step { unsafe SSL_do_handshake($0) } }

    /// Reads what the peer has written, at most so many bytes.
    func read(upTo maximum: Int) -> Step {
        var result = Step.needsInput
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            let read = unsafe step { unsafe SSL_read_ex($0, buffer.baseAddress, buffer.count, &count) }
            if read != .done([]) { count = 0 }
            result = read
        }
        return result == .done([]) ? .done(bytes) : result
    }

    /// Writes for the peer.
    func write(_ bytes: [UInt8]) -> Step {
        guard !bytes.isEmpty else { return .done([]) }
        return unsafe bytes.withUnsafeBytes { buffer in
            var written = 0
            return unsafe step { unsafe SSL_write_ex($0, buffer.baseAddress, buffer.count, &written) }
        }
    }

    /// Tells the peer that no more is written (close_notify).
    func end() -> Step {
        OpenSSLErrorQueue.clear()
        // 0: said, and the peer has not answered yet.
        return unsafe SSL_shutdown(connection) >= 0 ? .done([]) : .failed(OpenSSLErrorQueue.drainFailure())
    }

    /// The pointer is valid only inside `body`.
    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        defer { extendLifetime(self) }
        return unsafe body(connection)
    }

    private func step(_ call: (OpaquePointer) -> CInt) -> Step {
        OpenSSLErrorQueue.clear()
        let result = unsafe call(connection)
        if result == 1 { return .done([]) }
        switch unsafe SSL_get_error(connection, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
        case SSL_ERROR_ZERO_RETURN: return .ended
        default: return .failed(OpenSSLErrorQueue.drainFailure())
        }
    }
}

extension TLSSession {
    /// Lets the sessions of a context notice that their peer asks for a certificate that they do not have.
    static func noteClientCertificateRequests(in context: OpaquePointer) {
        unsafe SSL_CTX_set_client_cert_cb(context) { connection, _, _ in
            if let pointer = unsafe SSL_get_ex_data(connection, 0) {
                let session = unsafe Unmanaged<TLSSession>.fromOpaque(pointer).takeUnretainedValue()
                session.clientCertificateWasRequested = true
            }
            // Go on without one.
            return 0
        }
    }
}
