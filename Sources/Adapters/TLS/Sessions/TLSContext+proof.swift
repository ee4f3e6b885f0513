internal import COpenSSL
internal import Certificates
internal import OpenSSL

extension TLSContext {
    /// A context that proves who we are, and as a server can demand the same of its clients.
    ///
    /// Sessions are not resumed, so that each connection is judged anew.
    ///
    /// - Parameters:
    ///   - settings: The kind of connection.
    ///   - identity: What we show; a server needs one, a client only where it is demanded.
    ///   - clientTrust: For a server: demand a certificate of each client, and take those that this vouches for.
    /// - Throws: `system` when OpenSSL cannot use the certificate or its key, or does not have what the settings ask for.
    public convenience init(
        _ settings: TLSSettings,
        identity: TLSIdentity?,
        clientTrust: TLSClientTrust? = nil
    ) throws(ConnectionFailure) {
        try self.init(settings)
        OpenSSLErrorQueue.clear()
        let isReady = unsafe withPointer { context in
            unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
            unsafe SSL_CTX_set_num_tickets(context, 0)
            unsafe SSL_CTX_set_options(context, cnfd_SSL_without_tickets())
            if let identity, !(unsafe Self.show(identity, in: context)) { return false }
            guard let clientTrust else { return true }
            return unsafe Self.demand(clientTrust, in: context)
        }
        guard isReady else { throw .system(reason: OpenSSLErrorQueue.drain()) }
    }

    private static func show(_ identity: TLSIdentity, in context: OpaquePointer) -> Bool {
        let certificate = unsafe identity.certificate.withPointer { unsafe SSL_CTX_use_certificate(context, $0) }
        let key = unsafe identity.key.withPointer { unsafe SSL_CTX_use_PrivateKey(context, $0) }
        return certificate == 1 && key == 1
    }

    private static func demand(_ trust: TLSClientTrust, in context: OpaquePointer) -> Bool {
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        // A phone's own certificate in the store is enough, without its issuer.
        let parameters = unsafe SSL_CTX_get0_param(context)
        guard unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN)) == 1 else { return false }
        let store = unsafe SSL_CTX_get_cert_store(context)
        return trust.certificates.allSatisfy { certificate in
            unsafe certificate.withPointer { pointer in
                unsafe X509_STORE_add_cert(store, pointer) == 1 && SSL_CTX_add_client_CA(context, pointer) == 1
            }
        }
    }
}
