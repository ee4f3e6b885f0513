internal import ClusterModel

/// Where a phone's file carries the gateway's certificate.
public enum SRSTCertificateElement {
    /// The element behind `srstInfo/isSecure` that holds the base 64 of the certificate's DER on one line.
    ///
    /// No public source shows the element that call managers use, so this is a decision of ours (architecture.md, "The
    /// security decision"); phones ignore elements they do not know.
    public static let name = "srstCertificate"
}

extension FileWriter {
    /// `srstInfo`: what the phone does without a call manager, its children in the order of formats.md 1.4.
    mutating func srstInfo(_ context: PhoneFileContext) {
        element("srstInfo") { file in
            switch context.choice {
            case .reference(let reference, _): file.texts(["name": reference.name.text, "srstOption": "Enable"])
            case .disable: file.texts(["name": "Disable", "srstOption": "Disable"])
            case .useDefaultGateway: file.texts(["name": "Use Default Gateway", "srstOption": "Use Default Gateway"])
            }
            file.text("userModifiable", "false")
            file.sccpEndpoints(context.reference?.sccpEndpoints ?? [])
            file.sipEndpoints(context.reference?.sipEndpoints ?? [])
            file.text("isSecure", context.decision.srstIsSecure ? "true" : "false")
            if let certificate = context.decision.certificate {
                file.text(SRSTCertificateElement.name, Base64.encode(certificate.der))
            }
        }
    }

    private mutating func sccpEndpoints(_ endpoints: [SRSTEndpoint]) {
        for index in 0..<SRSTReference.maximumEndpoints {
            let endpoint = index < endpoints.count ? endpoints[index] : nil
            text("ipAddr\(index + 1)", endpoint?.address.text ?? "")
            number("port\(index + 1)", (endpoint?.port ?? .sccp).number)
        }
    }

    private mutating func sipEndpoints(_ endpoints: [SRSTEndpoint]) {
        for index in 0..<SRSTReference.maximumEndpoints {
            let endpoint = index < endpoints.count ? endpoints[index] : nil
            let address = endpoint?.address.text ?? ""
            // Only the first place has an element for IPv6.
            let isIPv6 = index == 0 && endpoint?.address.kind == .ipv6
            text("sipIpAddr\(index + 1)", isIPv6 ? "" : address)
            number("sipPort\(index + 1)", (endpoint?.port ?? .sip).number)
            if index == 0 { text("sipIpV6Addr1", isIPv6 ? address : "") }
        }
    }
}
