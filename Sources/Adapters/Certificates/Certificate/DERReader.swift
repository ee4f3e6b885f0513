internal import COpenSSL
internal import OpenSSL

/// Reads DER into OpenSSL's form.
enum DERReader {
    /// A certificate that the caller must free.
    ///
    /// - Throws: `certificate-too-large`, `trailing-bytes`, `private-key-present` or `certificate-malformed`.
    static func read(_ bytes: [UInt8]) throws(CertificateError) -> OpaquePointer {
        try Certificate.checkSize(bytes.count)
        OpenSSLErrorQueue.clear()
        var certificate = unsafe X509_new_ex(OpenSSLLibrary.context, nil)
        let readCount = unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
            var position = buffer.baseAddress
            // On failure OpenSSL frees the certificate and sets the variable to nil.
            guard unsafe d2i_X509(&certificate, &position, buffer.count) != nil else { return nil }
            guard let start = buffer.baseAddress, let position = unsafe position else { return nil }
            return unsafe position - start
        }
        guard let certificate = unsafe certificate, let readCount else {
            let reasons = OpenSSLErrorQueue.drain()
            if isPrivateKey(bytes) { throw Certificate.privateKeyPresent }
            throw malformed(reasons.isEmpty ? "it is empty" : reasons)
        }
        guard readCount == bytes.count else {
            unsafe X509_free(certificate)
            throw CertificateError(
                .trailingBytes,
                "certificate: \(bytes.count - readCount) bytes follow its end",
                remedy: "Give a file with one certificate and nothing else"
            )
        }
        guard unsafe isCanonical(certificate, bytes) else {
            unsafe X509_free(certificate)
            throw malformed("its encoding is BER, not DER")
        }
        return unsafe certificate
    }

    /// Bytes that are no certificate, with the reason.
    static func malformed(_ reason: String) -> CertificateError {
        CertificateError(
            .certificateMalformed,
            "certificate: the bytes are not an X.509 certificate in DER (\(reason))",
            remedy: "Check that the file is a certificate with `openssl x509 -in FILE -noout -text`"
        )
    }

    /// Whether writing the certificate gives the bytes that were read: phones get the bytes, rules judge the certificate.
    private static func isCanonical(_ certificate: OpaquePointer, _ bytes: [UInt8]) -> Bool {
        guard unsafe i2d_X509(certificate, nil) == CInt(bytes.count) else { return false }
        let written = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            var position = buffer.baseAddress
            count = unsafe max(0, Int(i2d_X509(certificate, &position)))
        }
        return written == bytes
    }

    /// Only PKCS #8 (RFC 5208), what tools write today: older forms of keys are refused as malformed.
    private static func isPrivateKey(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let key = unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &position, buffer.count)
            OpenSSLErrorQueue.clear()
            guard let key = unsafe key else { return false }
            unsafe PKCS8_PRIV_KEY_INFO_free(key)
            return true
        }
    }
}
