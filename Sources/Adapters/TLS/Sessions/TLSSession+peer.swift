internal import COpenSSL

// What is known of the peer, also after a handshake that failed later on.
extension TLSSession {
    /// The version that was agreed upon.
    var version: TLSVersion? { unsafe withPointer { unsafe TLSVersion(number: SSL_version($0)) } }

    /// OpenSSL's name of the cipher suite; `nil` before one was agreed upon.
    var cipherSuite: String? {
        unsafe withPointer { connection in
            guard let cipher = unsafe SSL_get_current_cipher(connection), let name = unsafe SSL_CIPHER_get_name(cipher)
            else { return nil }
            return unsafe String(cString: name)
        }
    }

    /// The peer's certificates in DER as it sent them, its own first; empty when it sent none.
    var peerCertificates: [[UInt8]] {
        unsafe withPointer { connection in
            guard let own = unsafe SSL_get0_peer_certificate(connection) else { return [] }
            var certificates = [unsafe der(own)]
            let chain = unsafe SSL_get_peer_cert_chain(connection)
            for index in unsafe 0..<cnfd_X509_count(chain) {
                guard let certificate = unsafe cnfd_X509_at(chain, index) else { continue }
                // A client's chain begins with the server's own certificate, a server's does not begin with the client's
                // (SSL_get_peer_cert_chain(3)).
                if index == 0, unsafe X509_cmp(certificate, own) == 0 { continue }
                certificates.append(unsafe der(certificate))
            }
            return certificates
        }
    }

    private func der(_ certificate: OpaquePointer) -> [UInt8] {
        let length = unsafe i2d_X509(certificate, nil)
        guard length > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var position = buffer.baseAddress
            count = unsafe max(0, Int(i2d_X509(certificate, &position)))
        }
    }
}
