internal import COpenSSL
internal import OpenSSL

extension PublicKey {
    /// Room for OpenSSL's longest curve name.
    private static let maximumCurveNameByteCount = 64

    /// The key of a certificate that the caller keeps alive.
    static func reading(_ certificate: OpaquePointer) -> PublicKey {
        guard let key = unsafe X509_get0_pubkey(certificate) else {
            OpenSSLErrorQueue.clear()
            return PublicKey(algorithm: unsafe .other(declaredName(certificate)), bits: 0, curve: nil)
        }
        let bits = unsafe Int(max(0, EVP_PKEY_get_bits(key)))
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS:
            return PublicKey(algorithm: .rsa, bits: bits, curve: nil)
        case EVP_PKEY_EC:
            return PublicKey(algorithm: .ec, bits: bits, curve: unsafe curveName(key))
        default:
            return PublicKey(algorithm: unsafe .other(declaredName(certificate)), bits: bits, curve: nil)
        }
    }

    /// The algorithm that the certificate names, whether or not OpenSSL knows it.
    private static func declaredName(_ certificate: OpaquePointer) -> String {
        var object: OpaquePointer?
        guard unsafe X509_PUBKEY_get0_param(&object, nil, nil, nil, X509_get_X509_PUBKEY(certificate)) == 1 else {
            return ""
        }
        return unsafe ObjectIdentifierName.text(object)
    }

    private static func curveName(_ key: OpaquePointer) -> String? {
        var buffer = [CChar](repeating: 0, count: maximumCurveNameByteCount)
        var length = 0
        guard unsafe EVP_PKEY_get_group_name(key, &buffer, buffer.count, &length) == 1 else {
            OpenSSLErrorQueue.clear()
            return nil
        }
        return String(decoding: buffer.prefix(length).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
