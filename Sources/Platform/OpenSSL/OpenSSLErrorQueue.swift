internal import COpenSSL

/// OpenSSL's error queue of the calling thread.
///
/// It is emptied where a call fails, because what stays would be taken for the reason of the next failure.
package enum OpenSSLErrorQueue {
    /// Forgets what earlier, successful calls left behind.
    package static func clear() { ERR_clear_error() }

    /// Whether the last call failed because there was no further PEM block; the entry stays.
    package static var saysNoMorePEM: Bool {
        let newest = ERR_peek_last_error()
        return ERR_GET_LIB(newest) == ERR_LIB_PEM && ERR_GET_REASON(newest) == PEM_R_NO_START_LINE
    }

    /// The reasons in words, oldest first, joined by semicolons; empties the queue.
    ///
    /// Only OpenSSL's fixed reason texts are taken: the data attached to an entry may quote the input.
    package static func drain() -> String {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            let reason = text(of: code)
            if reasons.last != reason { reasons.append(reason) }
        }
        return reasons.joined(separator: "; ")
    }

    /// The fixed text of an error.
    package static func text(of code: UInt) -> String {
        let text = unsafe ERR_reason_error_string(code)
        return if let text = unsafe text { unsafe String(cString: text) } else { "error \(code)" }
    }
}
