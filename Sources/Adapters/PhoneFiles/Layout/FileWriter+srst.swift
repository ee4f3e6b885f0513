internal import ClusterModel

extension FileWriter {
    /// `srstInfo`: what the phone does without a call manager, its children in the order of formats.md 1.4.
    mutating func srstInfo(_ context: PhoneFileContext) {
        element("srstInfo") { file in
            switch context.choice {
            case .reference(let reference, _):
                file.texts(["name": reference.name.text, "srstOption": "Enable"], from: .devicePool)
            case .disable:
                file.texts(["name": "Disable", "srstOption": "Disable"], from: .devicePool)
            case .useDefaultGateway:
                let name = "Use Default Gateway"
                file.texts(["name": name, "srstOption": name], from: .devicePool)
            }
            file.text("userModifiable", "false", from: .default)
            file.sccpEndpoints(context.reference?.sccpEndpoints ?? [])
            file.sipEndpoints(context.reference?.sipEndpoints ?? [])
            file.text("isSecure", context.decision.srstIsSecure ? "true" : "false", from: context.srstIsSecureOrigin)
            if let certificate = context.decision.certificate {
                let text = Base64.encode(certificate.der)
                file.text(SRSTCertificateElement.name, text, from: context.certificateOrigin)
            } else {
                file.absent(SRSTCertificateElement.name, from: context.certificateOrigin)
            }
        }
    }

    private mutating func sccpEndpoints(_ endpoints: [SRSTEndpoint]) {
        for index in 0..<SRSTReference.maximumEndpoints {
            let endpoint = index < endpoints.count ? endpoints[index] : nil
            let origin: ElementOrigin = endpoint == nil ? .default : .srst
            text("ipAddr\(index + 1)", endpoint?.address.text ?? "", from: origin)
            number("port\(index + 1)", (endpoint?.port ?? .sccp).number, from: origin)
        }
    }

    private mutating func sipEndpoints(_ endpoints: [SRSTEndpoint]) {
        for index in 0..<SRSTReference.maximumEndpoints {
            let endpoint = index < endpoints.count ? endpoints[index] : nil
            let origin: ElementOrigin = endpoint == nil ? .default : .srst
            let address = endpoint?.address.text ?? ""
            // Only the first place has an element for IPv6.
            let isIPv6 = index == 0 && endpoint?.address.kind == .ipv6
            text("sipIpAddr\(index + 1)", isIPv6 ? "" : address, from: origin)
            number("sipPort\(index + 1)", (endpoint?.port ?? .sip).number, from: origin)
            if index == 0 { text("sipIpV6Addr1", isIPv6 ? address : "", from: origin) }
        }
    }
}

/// Where a phone's file carries the gateway's certificate.
public enum SRSTCertificateElement {
    /// The element behind `srstInfo/isSecure` that holds the base 64 of the certificate's DER on one line.
    ///
    /// No public source shows the element that call managers use, so this is a decision of ours
    /// (docs/design/phone-files.md); phones ignore elements they do not know.
    public static let name = "srstCertificate"
}
