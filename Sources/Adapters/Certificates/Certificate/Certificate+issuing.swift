internal import COpenSSL
internal import OpenSSL

extension Certificate {
    /// Room for the longest common name (64 characters, `ub-common-name` of RFC 5280 appendix A.1) and more.
    private static let maximumCommonNameByteCount = 256

    /// Whether `issuer` vouches for this certificate: its subject is this one's issuer, and its key made the signature.
    ///
    /// Validity and extensions are not judged.
    public func isIssued(by issuer: Certificate) -> Bool {
        unsafe withPointer { certificate in
            unsafe issuer.withPointer { authority in
                OpenSSLErrorQueue.clear()
                defer { OpenSSLErrorQueue.clear() }
                let order = unsafe X509_NAME_cmp(X509_get_issuer_name(certificate), X509_get_subject_name(authority))
                guard order == 0, let key = unsafe X509_get0_pubkey(authority) else { return false }
                return unsafe X509_verify(certificate, key) == 1
            }
        }
    }

    /// Whether its basicConstraints say that it signs no certificates (RFC 5280 section 4.2.1.9). Some call managers
    /// omit that extension altogether, so its absence says nothing.
    public var deniesSigningCertificates: Bool {
        extensionFlags & UInt32(EXFLAG_BCONS) != 0 && extensionFlags & UInt32(EXFLAG_CA) == 0
    }

    /// Whether its basicConstraints say that it signs certificates.
    public var claimsSigningCertificates: Bool { extensionFlags & UInt32(EXFLAG_CA) != 0 }

    private var extensionFlags: UInt32 {
        let flags = unsafe withPointer { unsafe X509_get_extension_flags($0) }
        OpenSSLErrorQueue.clear()
        return flags
    }

    /// The subject's first common name, when it has one that is no longer than names may be.
    public var commonName: String? {
        var buffer = [CChar](repeating: 0, count: Self.maximumCommonNameByteCount)
        let length = unsafe withPointer { certificate in
            unsafe X509_NAME_get_text_by_NID(
                X509_get_subject_name(certificate),
                NID_commonName,
                &buffer,
                CInt(buffer.count)
            )
        }
        OpenSSLErrorQueue.clear()
        guard length >= 0 else { return nil }
        return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
