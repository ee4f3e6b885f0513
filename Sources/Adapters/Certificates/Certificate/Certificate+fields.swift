internal import COpenSSL
internal import OpenSSL
public import Platform

extension Certificate {
    /// The certificate in PEM with lines of 64 characters, exactly as `openssl x509` prints it.
    public var pem: String {
        let buffer = MemoryBuffer()
        let result = unsafe withPointer { certificate in
            unsafe buffer.withPointer { unsafe PEM_write_bio_X509($0, certificate) }
        }
        // Writing into memory what was read from memory fails only when there is none left.
        precondition(result == 1, "OpenSSL has no memory")
        return buffer.text
    }

    /// The subject on one line, in the manner of RFC 2253 and in UTF-8: safe on a terminal, and cut when very long.
    ///
    /// For people. Names are compared by ``selfSignature()``, never by this text.
    public var subject: String { unsafe withPointer { unsafe DistinguishedName.oneLine(X509_get_subject_name($0)) } }

    /// The issuer, like ``subject``.
    public var issuer: String { unsafe withPointer { unsafe DistinguishedName.oneLine(X509_get_issuer_name($0)) } }

    /// The serial number: lower-case hexadecimal digits of its magnitude, two per byte, after `-` when negative.
    public var serialNumber: String {
        unsafe withPointer { certificate in
            guard let serial = unsafe X509_get0_serialNumber(certificate) else { return "" }
            let count = unsafe Int(ASN1_STRING_length(serial))
            let bytes = unsafe UnsafeBufferPointer(start: ASN1_STRING_get0_data(serial), count: count)
            let isNegative = unsafe ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER
            return unsafe (isNegative ? "-" : "") + Hexadecimal.lowerCase(bytes)
        }
    }

    /// The public key.
    public var key: PublicKey { unsafe withPointer { unsafe PublicKey.reading($0) } }

    /// OpenSSL's name of the signature algorithm (`sha256WithRSAEncryption`), or its identifier in dotted decimal.
    public var signatureAlgorithm: String {
        unsafe withPointer { certificate in
            var object: OpaquePointer?
            unsafe X509_ALGOR_get0(&object, nil, nil, X509_get0_tbs_sigalg(certificate))
            return unsafe ObjectIdentifierName.text(object)
        }
    }

    /// The SHA-256 of the DER.
    public var sha256: SHA256Hash { SHA256Digest.of(der) }

    /// The SHA-256 of the DER, as people compare it.
    public var sha256Fingerprint: Fingerprint { Fingerprint(sha256) }

    /// The SHA-1 of the DER.
    public var sha1Fingerprint: Fingerprint { Fingerprint(digest: DigestAlgorithm.sha1.digest(of: der)) }

    /// The MD5 of the DER, which is also the `certHash` of a phone's file.
    public var md5Fingerprint: Fingerprint { Fingerprint(digest: DigestAlgorithm.md5.digest(of: der)) }
}
