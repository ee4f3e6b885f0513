internal import COpenSSL
internal import OpenSSL
internal import Platform

extension Validity {
    /// The validity of a certificate that the caller keeps alive; `nil` when a date is none.
    static func reading(_ certificate: OpaquePointer) -> Validity? {
        guard let notBefore = unsafe second(X509_get0_notBefore(certificate)),
            let notAfter = unsafe second(X509_get0_notAfter(certificate))
        else {
            OpenSSLErrorQueue.clear()
            return nil
        }
        return Validity(notBefore: notBefore, notAfter: notAfter)
    }

    /// UTCTime and GeneralizedTime alike; OpenSSL counts the days.
    private static func second(_ time: UnsafePointer<ASN1_TIME>?) -> UnixTime? {
        let secondsPerDay = 86_400
        guard let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
        defer { unsafe ASN1_STRING_free(epoch) }
        var days: CInt = 0
        var seconds: CInt = 0
        // Without a time OpenSSL would take now.
        guard let time = unsafe time, unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return UnixTime(seconds: Int(days) * secondsPerDay + Int(seconds))
    }
}
