internal import COpenSSL

/// This package's own OpenSSL library context, with the default provider and without openssl.cnf.
///
/// Old gateways carry MD5- and SHA-1-signed certificates, and files name certificates by MD5 and SHA-1. A machine's
/// configuration that disables these (FIPS properties, providers) must change neither what is shown nor what verifies.
@safe
package enum OpenSSLLibrary {
    /// Never freed: it lives as long as the process.
    package nonisolated(unsafe) static let context: OpaquePointer = unsafe makeContext()

    private static func makeContext() -> OpaquePointer {
        // Both fail only when memory or the library itself is missing; nothing could work afterwards.
        guard let context = unsafe OSSL_LIB_CTX_new() else { preconditionFailure("OpenSSL has no memory") }
        guard unsafe OSSL_PROVIDER_load(context, "default") != nil else {
            preconditionFailure("OpenSSL's default provider cannot be loaded: \(OpenSSLErrorQueue.drain())")
        }
        return unsafe context
    }
}
