internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Publishing

/// What the chapter has the administrator told, in one place (S11, S16, S18, S22).
enum ChapterMessages {
    /// After *Is SRST Secure?* was set (S16).
    static func updateCertificate(_ reference: ObjectName) -> Message {
        Message(
            .updateCertificate,
            [Document.Entry("reference", .string(reference.text))],
            text: "The gateway's certificate must now be obtained: run cnfctl srst certificate fetch "
                + "\(ShellWord.quoted(reference.text)), "
                + "then reset the dependent phones."
        )
    }

    /// After *Is SRST Secure?* was cleared or the reference was deleted (S15, S18).
    static func disableCredentialService(
        _ reference: ObjectName,
        hadCertificate: Bool,
        isReset: Bool = false
    ) -> Message {
        let removed = hadCertificate ? "The database keeps the certificate of srst \(reference) no longer. " : ""
        let reset =
            isReset
            ? "."
            : ", and run cnfctl reset --srst \(ShellWord.quoted(reference.text)) to take the certificate out of the phones' files."
        return Message(
            .disableCredentialService,
            [
                Document.Entry("reference", .string(reference.text)),
                Document.Entry("certificate-removed", .bool(hadCertificate)),
                Document.Entry("reset", .bool(isReset)),
            ],
            text: removed + "Disable the credential service on the gateway" + reset
        )
    }

    /// After pools lost their SRST reference with it (S15).
    static func detached(_ pools: [DevicePool]) -> Message {
        let names = pools.map(\.name.text).joined(separator: ", ")
        let subject = pools.count == 1 ? "The device pool \(names) has" : "The device pools \(names) have"
        return Message(
            .poolsDetached,
            [Document.Entry("pools", .list(pools.map { .string($0.name.text) }))],
            text: "\(subject) the SRST choice disable now."
        )
    }

    /// After the cluster became non-secure (S11).
    static func stayOnGateway(phones: Int) -> Message {
        let files = Quantity(phones, "phone file")
        return Message(
            .phonesStayOnGateway,
            [Document.Entry("phones", .integer(phones))],
            text: "Phones registered to a gateway over secure SRST do not fall back to the cluster by themselves after "
                + "this change; they return only after the gateway has been powered off; after that, fail-over and fallback are "
                + "automatic again. \(files) \(files.choose("carries", "carry")) an SRST certificate now; "
                + "\(files.choose("it keeps", "they keep")) it until the next reset."
        )
    }

    /// After the cluster became mixed (S22).
    static let trustListNeeded = Message(
        .trustListNeeded,
        text:
            "Phones need a certificate trust list (CTL) to use security; cnfd does not make one yet, so they need one "
            + "from elsewhere."
    )

    /// After a reset whose files carry a certificate that must be renewed.
    static func certificateExpires(
        _ reference: ObjectName,
        _ certificate: ExpiringCertificate,
        asOf: UnixTime
    ) -> Message {
        let expiry = CertificateExpiry(notAfter: certificate.notAfter, now: asOf)
        let verb = Quantity(certificate.phones, "file").choose("carries", "carry")
        return Message(
            code: expiry.code.rawValue,
            text: "The certificate of srst \(reference), which \(certificate.phones) of these phone files \(verb), "
                + "\(expiry.verb). \(expiry.remedy(reference))"
        )
    }

    /// After a phone gave its place to another handset (S02).
    static func fileStays(of phone: DeviceName) -> Message {
        let command = "cnfctl reset --phone \(phone)"
        return Message(
            .fileStays,
            [
                Document.Entry("phone", .string(phone.description)), Document.Entry("command", .string(command)),
            ],
            text: "The file of \(phone) stays in service until its next reset: run \(command)."
        )
    }

    /// The files still say what they said.
    static func pending(
        _ phones: Int,
        defaultFile: Bool = false,
        capfFile: Bool = false,
        resetWith command: String
    ) -> Message? {
        let files = [defaultFile ? "XMLDefault.cnf.xml" : nil, capfFile ? "CAPF.der" : nil].compactMap(\.self)
        let subject = ((phones > 0 ? ["\(Quantity(phones, "phone file"))"] : []) + files).joined(separator: " and ")
        guard !subject.isEmpty else { return nil }
        let verb = Quantity(phones + (defaultFile ? 1 : 0) + (capfFile ? 1 : 0), "file").choose("changes", "change")
        return Message(
            .resetNeeded,
            [
                Document.Entry("phones", .integer(phones)),
                Document.Entry("files", .list(files.map { .string($0) })),
                Document.Entry("command", .string("cnfctl \(command)")),
            ],
            text: "\(subject) \(verb) at the next reset: run cnfctl \(command)."
        )
    }
}
