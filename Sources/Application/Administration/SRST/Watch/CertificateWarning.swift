internal import AdminAPI
internal import Certificates
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// Something about a reference's certificate that an administrator should look into.
struct CertificateWarning {
    /// What it is; the words stay the same across releases.
    enum Code: String, CaseIterable {
        /// The gateway presents another certificate than the accepted one.
        case changed = "certificate-changed"
        /// The accepted certificate ends within 30 days.
        case expiresSoon = "certificate-expires-soon"
        /// The accepted certificate has ended.
        case expired = "certificate-expired"
        /// The certificate provider answers, but not with one certificate that could be taken.
        case refused = "provider-certificate-refused"
        /// The certificate provider does not answer.
        case unreachable = "gateway-unreachable"
    }

    /// What two warnings are the same by: the days that are left may change.
    struct Identity: Hashable {
        let code: Code
        /// The fingerprint or the reason in question.
        let detail: String
    }

    let identity: Identity
    /// One or two sentences.
    let text: String

    var code: Code { identity.code }
    var message: Message { Message(code: code.rawValue, text: text) }

    private init(_ code: Code, detail: String = "", _ text: String) {
        identity = Identity(code: code, detail: detail)
        self.text = text
    }

    /// The warnings about a reference.
    ///
    /// - Parameters:
    ///   - reference: The reference; one that is not secure has none.
    ///   - accepted: Its accepted certificate.
    ///   - sight: What its gateway was last seen to present; none when it was not asked yet.
    ///   - now: The second since 1970 for which validity is judged.
    /// - Returns: The warnings; none when all is well.
    static func all(
        _ reference: SRSTReference,
        accepted: AcceptedCertificate?,
        sight: GatewaySight?,
        now: UnixTime
    ) -> [CertificateWarning] {
        guard reference.isSecure else { return [] }
        return [
            accepted.flatMap { changed(reference.name, $0, sight) },
            accepted.flatMap { expiry(reference.name, $0, now) },
            sight?.failure.map(failure),
        ].compactMap(\.self)
    }

    private static func changed(
        _ name: ObjectName,
        _ accepted: AcceptedCertificate,
        _ sight: GatewaySight?
    ) -> CertificateWarning? {
        guard let seen = sight?.presented, seen != accepted.fingerprint else { return nil }
        let presented = Fingerprint(seen).description
        return CertificateWarning(
            .changed,
            detail: presented,
            "The gateway presents another certificate, SHA-256 \(presented), than the accepted one, SHA-256 "
                + "\(Fingerprint(accepted.fingerprint)). \(differenceRemedy) Command: cnfctl srst certificate "
                + "fetch \(ShellWord.quoted(name.text))."
        )
    }

    /// What a certificate other than the accepted one may mean (S04).
    static let differenceRemedy =
        "If it was renewed, compare it on the gateway, and fetch and accept it. If two gateways share the address, an HSRP "
        + "pair, give each a reference of its own: a phone's file carries the certificate of a single issuer."

    private static func expiry(
        _ name: ObjectName,
        _ accepted: AcceptedCertificate,
        _ now: UnixTime
    ) -> CertificateWarning? {
        guard accepted.expires(within: AcceptedCertificate.expiringPeriod, of: now) else { return nil }
        let expiry = CertificateExpiry(notAfter: accepted.notAfter, now: now)
        let detail = accepted.fingerprint.description
        return CertificateWarning(
            expiry.code,
            detail: detail,
            "The accepted certificate \(expiry.verb). \(expiry.remedy(name))"
        )
    }

    private static func failure(_ error: CertificateError) -> CertificateWarning {
        guard error.code.isAboutTheCertificate else {
            // Refused now and timed out then is the same to whoever waits for the gateway.
            return CertificateWarning(.unreachable, error.description)
        }
        return CertificateWarning(.refused, detail: error.code.rawValue, error.description)
    }
}
