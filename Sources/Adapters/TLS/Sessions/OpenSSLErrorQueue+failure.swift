internal import COpenSSL
internal import OpenSSL

extension OpenSSLErrorQueue {
    /// What a failed TLS call left in the queue.
    struct Failure: Equatable {
        /// OpenSSL's reasons, oldest first.
        let reasons: [CInt]
        /// The reasons in words.
        let text: String

        /// Whether the peer sent a fatal alert; OpenSSL's reasons for them begin at 1000 (sslerr.h, SSL_AD_REASON_OFFSET).
        var isAlert: Bool { reasons.contains { $0 >= SSL_AD_REASON_OFFSET } }

        /// Whether the peer's certificates are larger than is read.
        var saysCertificatesTooLarge: Bool { reasons.contains(SSL_R_EXCESSIVE_MESSAGE_SIZE) }
    }

    /// What the queue tells of a failed TLS call; empties it.
    static func drainFailure() -> Failure {
        var reasons: [CInt] = []
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            reasons.append(ERR_GET_REASON(code))
            let text = text(of: code)
            if texts.last != text { texts.append(text) }
        }
        return Failure(
            reasons: reasons,
            text: texts.isEmpty ? "the peer ended the connection" : texts.joined(separator: "; ")
        )
    }
}
