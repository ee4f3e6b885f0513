internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Publishing
internal import Store

extension ResetReport {
    /// The report of what the publisher did or would do.
    init(_ outcome: ResetOutcome, selection: String, plan: Bool) {
        self.init(
            selection: selection,
            plan: plan,
            revision: plan ? nil : outcome.revision?.number,
            asOf: outcome.asOf.text,
            published: outcome.published.map(\.description),
            withdrawn: outcome.withdrawn.map(\.description),
            unchanged: outcome.unchanged,
            defaultFile: outcome.changesDefaultFile,
            capfFile: outcome.changesCAPFFile,
            carryingCertificate: outcome.carryingCertificate,
            messages: Self.messages(outcome)
        )
    }

    private static func messages(_ outcome: ResetOutcome) -> [Message] {
        let missing = outcome.missingCertificates.sorted { $0.key < $1.key }.flatMap { reference, reasons in
            reasons.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, phones in
                let protected = Quantity(phones, "protected phone")
                let arguments = [
                    Document.Entry("reference", .string(reference.text)), Document.Entry("phones", .integer(phones)),
                ]
                var message = Message(
                    code: reason.rawValue,
                    text: "srst \(reference) is secure, but \(protected) \(protected.choose("gets", "get")) no "
                        + "certificate: \(explanation(reason, reference))"
                )
                message.arguments = .mapping(arguments)
                return message
            }
        }
        let lost = outcome.lostToValidity.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, phones in
            let files = Quantity(phones, "phone file")
            return Message(
                code: "certificate-lost",
                text: "\(files) \(files.choose("loses its", "lose their")) SRST certificate because it "
                    + (reason == .certificateExpired ? "has expired." : "is not valid yet.")
            )
        }
        let expiring = outcome.expiringCertificates.sorted { $0.key < $1.key }.map { reference, certificate in
            ChapterMessages.certificateExpires(reference, certificate, asOf: outcome.asOf)
        }
        return missing + lost + expiring + (outcome.altered > 0 ? [alteredValues(outcome.altered)] : [])
    }

    private static func alteredValues(_ count: Int) -> Message {
        let files = Quantity(count, "phone file")
        return Message(
            code: "stored-values-altered",
            text: "The database held other values of \(files) than were published; someone altered it. "
                + "\(files.choose("The file is", "The files are")) made from what is saved of the phones instead. "
                + "Find out who writes to it; cnfctl audit verify tells whether the audit trail is whole."
        )
    }

    private static func explanation(_ reason: SecurityReason, _ reference: ObjectName) -> String {
        switch reason {
        case .certificateExpired:
            "the accepted one has expired. Accept a renewed one, or run cnfctl cluster update --expired-certificate keep."
        case .certificateNotYetValid:
            "the accepted one is not valid yet. Check the gateway's clock and this host's."
        default:
            "none is accepted. Run cnfctl srst certificate fetch \(ShellWord.quoted(reference.text))."
        }
    }
}
