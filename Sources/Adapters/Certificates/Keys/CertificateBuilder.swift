internal import COpenSSL
internal import OpenSSL
internal import Platform

/// A certificate while it is being made.
///
/// Functions that fail only for want of memory end the process, as every Swift array does.
@safe
struct CertificateBuilder: ~Copyable {
    /// An extension in the words of OpenSSL's x509v3_config(5).
    struct Extension {
        /// Which one.
        enum Kind {
            case basicConstraints
            case keyUsage
            case extendedKeyUsage
            case subjectKeyIdentifier
            case authorityKeyIdentifier

            var identifier: CInt {
                switch self {
                case .basicConstraints: NID_basic_constraints
                case .keyUsage: NID_key_usage
                case .extendedKeyUsage: NID_ext_key_usage
                case .subjectKeyIdentifier: NID_subject_key_identifier
                case .authorityKeyIdentifier: NID_authority_key_identifier
                }
            }
        }

        let kind: Kind
        let value: String

        init(_ kind: Kind, _ value: String) {
            self.kind = kind
            self.value = value
        }
    }

    /// The value of the version field for X.509 version 3 (RFC 5280 section 4.1.2.1).
    private static let version3 = 2
    /// Octets of a serial number: random, and fewer than the 20 of RFC 5280 section 4.1.2.2.
    private static let serialOctets = 16

    private let pointer: OpaquePointer

    init() {
        guard let pointer = unsafe X509_new_ex(OpenSSLLibrary.context, nil) else {
            preconditionFailure("OpenSSL has no memory")
        }
        unsafe self.pointer = pointer
        Self.require(unsafe X509_set_version(pointer, Self.version3))
    }

    deinit { unsafe X509_free(pointer) }

    /// Gives the certificate a random serial number.
    func setSerialNumber() throws(CertificateError) {
        var octets = [UInt8](repeating: 0, count: Self.serialOctets)
        guard unsafe RAND_bytes_ex(OpenSSLLibrary.context, &octets, octets.count, 0) == 1 else {
            throw CertificateError(
                .keyNotMade,
                "certificate: there are no random numbers for its serial number (\(OpenSSLErrorQueue.drain()))",
                remedy: "Check the system's source of randomness"
            )
        }
        // Positive, and of one length.
        octets[0] = octets[0] & 0x7F | 0x40
        let number = unsafe BN_bin2bn(&octets, CInt(octets.count), nil)
        defer { unsafe BN_free(number) }
        precondition(unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)) != nil, "OpenSSL has no memory")
    }

    /// Sets the first and the last second.
    func setValidity(_ validity: Validity) throws(CertificateError) {
        guard unsafe ASN1_TIME_set(X509_getm_notBefore(pointer), validity.notBefore.seconds) != nil,
            unsafe ASN1_TIME_set(X509_getm_notAfter(pointer), validity.notAfter.seconds) != nil
        else {
            OpenSSLErrorQueue.clear()
            throw CertificateError(
                .certificateNotMade,
                "certificate: its validity is outside the years a certificate can name",
                remedy: "Give dates from the year 1 to 9999"
            )
        }
    }

    /// Sets the subject.
    func setSubject(_ description: CertificateDescription) throws(CertificateError) {
        let name = unsafe X509_get_subject_name(pointer)
        var entries = [("CN", description.commonName)]
        if !description.organization.isEmpty { entries.append(("O", description.organization)) }
        for (field, value) in entries {
            let octets = Array(value.utf8)
            let result = unsafe X509_NAME_add_entry_by_txt(
                name,
                field,
                CInt(MBSTRING_UTF8),
                octets,
                CInt(octets.count),
                -1,
                0
            )
            guard result == 1 else {
                OpenSSLErrorQueue.clear()
                throw CertificateError(
                    .certificateNotMade,
                    "certificate: the field \(field) of its subject is empty or too long",
                    remedy: "Give a name of 1 to 64 characters"
                )
            }
        }
    }

    /// Sets the key, the issuer and the extensions, and signs with SHA-256.
    ///
    /// - Parameters:
    ///   - key: The key the certificate is for.
    ///   - extensions: What the certificate's key is for.
    ///   - issuer: Who signs; `nil` for the certificate itself.
    ///   - issuerKey: The key that signs.
    /// - Returns: The certificate, as it is read from its own DER.
    /// - Throws: `certificate-not-made`.
    func sign(
        key: PrivateKey,
        extensions: [Extension],
        issuer: Certificate?,
        issuerKey: PrivateKey
    ) throws(CertificateError) -> Certificate {
        Self.require(unsafe key.withPointer { unsafe X509_set_pubkey(pointer, $0) })
        if let issuer {
            unsafe issuer.withPointer { issuer in
                Self.require(unsafe X509_set_issuer_name(pointer, X509_get_subject_name(issuer)))
                for item in extensions { unsafe add(item, issuer: issuer) }
            }
        } else {
            Self.require(unsafe X509_set_issuer_name(pointer, X509_get_subject_name(pointer)))
            for item in extensions { unsafe add(item, issuer: pointer) }
        }
        let size = unsafe issuerKey.withPointer { unsafe X509_sign(pointer, $0, DigestAlgorithm.sha256.pointer) }
        guard size > 0 else {
            throw CertificateError(
                .certificateNotMade,
                "certificate: the issuer's key cannot sign it (\(OpenSSLErrorQueue.drain()))",
                remedy: "Give an RSA or EC key of usual size"
            )
        }
        return try Certificate(der: der())
    }

    private func add(_ item: Extension, issuer: OpaquePointer) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer, pointer, nil, nil, 0)
        // The words are this package's own, so only memory can be missing.
        guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, item.kind.identifier, item.value) else {
            preconditionFailure("OpenSSL cannot make an extension: \(OpenSSLErrorQueue.drain())")
        }
        defer { unsafe X509_EXTENSION_free(made) }
        Self.require(unsafe X509_add_ext(pointer, made, -1))
    }

    private func der() -> [UInt8] {
        let count = unsafe Int(max(0, i2d_X509(pointer, nil)))
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            var position = buffer.baseAddress
            written = unsafe max(0, Int(i2d_X509(pointer, &position)))
        }
    }

    private static func require(_ result: CInt) { precondition(result == 1, "OpenSSL has no memory") }
}
