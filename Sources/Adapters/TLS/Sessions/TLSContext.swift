internal import COpenSSL
internal import OpenSSL

/// What the connections of one kind have in common; it can be shared between threads.
///
/// It trusts nobody and refuses nobody: a client obtains the peer's certificates and judges them itself.
@safe
public final class TLSContext: Sendable {
    // The only owner. After `init` nothing changes it but OpenSSL, which guards it with locks of its own.
    private nonisolated(unsafe) let pointer: OpaquePointer
    let role: TLSSettings.Role

    /// A context with these settings.
    ///
    /// - Throws: `system` when OpenSSL does not have what the settings ask for.
    public init(_ settings: TLSSettings) throws(ConnectionFailure) {
        OpenSSLErrorQueue.clear()
        let method = unsafe settings.role == .client ? TLS_client_method() : TLS_server_method()
        guard let pointer = unsafe SSL_CTX_new_ex(OpenSSLLibrary.context, nil, method) else {
            throw .system(reason: OpenSSLErrorQueue.drain())
        }
        unsafe self.pointer = pointer
        role = settings.role
        // What openssl.cnf says of versions and levels is overruled: the settings are the whole truth.
        unsafe SSL_CTX_set_security_level(pointer, CInt(clamping: settings.securityLevel))
        let oldest = Int(settings.oldestVersion.number)
        let newest = Int(settings.newestVersion.number)
        guard unsafe SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MIN_PROTO_VERSION, oldest, nil) == 1,
            unsafe SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MAX_PROTO_VERSION, newest, nil) == 1,
            unsafe SSL_CTX_set_cipher_list(pointer, settings.cipherSuites) == 1
        else {
            throw .system(reason: OpenSSLErrorQueue.drain())
        }
        unsafe SSL_CTX_ctrl(
            pointer,
            SSL_CTRL_SET_MAX_CERT_LIST,
            settings.maximumCertificateMessageByteCount,
            nil
        )
        if settings.toleratesOldPeers { unsafe SSL_CTX_set_options(pointer, cnfd_SSL_lenient_options()) }
        unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_NONE, nil)
        unsafe TLSSession.noteClientCertificateRequests(in: pointer)
    }

    deinit { unsafe SSL_CTX_free(pointer) }

    /// The pointer is valid only inside `body`.
    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        defer { extendLifetime(self) }
        return unsafe body(pointer)
    }
}
