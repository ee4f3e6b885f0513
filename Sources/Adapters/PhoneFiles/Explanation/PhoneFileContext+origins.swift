internal import ClusterModel

/// Why the elements that the security rules decide are as they are.
extension PhoneFileContext {
    /// Of `deviceSecurityMode`.
    var deviceSecurityModeOrigin: ElementOrigin {
        guard decision.deviceSecurityMode == profile.deviceSecurityMode else {
            return decided("the cluster security mode is non-secure")
        }
        return fromProfile(profile.deviceSecurityMode.rawValue)
    }

    /// Of `transportLayerProtocol`.
    var transportOrigin: ElementOrigin {
        if profile.phoneProtocol == .sccp { return decided("always so for SCCP") }
        if decision.deviceSecurityMode.usesTLS { return decided("TLS, as the device is protected") }
        return fromProfile(profile.transport.rawValue)
    }

    /// Of `capfAuthMode`.
    var capfAuthenticationOrigin: ElementOrigin {
        guard decision.deviceSecurityMode.usesTLS else { return decided("the device is non-secure") }
        return fromProfile(profile.capfAuthentication.rawValue)
    }

    /// Of `srstInfo/isSecure`.
    var srstIsSecureOrigin: ElementOrigin {
        if decision.srstIsSecure { return decided("the cluster is mixed and the reference secure") }
        guard let reference else { return decided("the device pool names no SRST reference") }
        return decided(reference.isSecure ? "the cluster security mode is non-secure" : "the reference is not secure")
    }

    /// Of the certificate, or of there being none.
    var certificateOrigin: ElementOrigin {
        guard decision.certificate == nil else {
            let reason = "all four conditions of a secure SRST connection hold"
            return ElementOrigin(.srst, because: reason, isSecurity: true)
        }
        return decided(decision.reasons.map(\.rawValue).joined(separator: ", "))
    }

    private func decided(_ reason: String) -> ElementOrigin {
        ElementOrigin(.computed, because: reason, isSecurity: true)
    }

    private func fromProfile(_ word: String) -> ElementOrigin {
        ElementOrigin(.securityProfile, because: word, isSecurity: true)
    }
}
