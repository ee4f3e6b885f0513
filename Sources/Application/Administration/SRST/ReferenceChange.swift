internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Platform
internal import Store

/// A change of an SRST reference with what the chapter has follow from it; the same for `srst update` and `apply`.
struct ReferenceChange {
    private let before: Saved<SRSTReference>?
    private let after: SRSTReference
    private let isReset: Bool
    private(set) var messages: [Message] = []
    /// What it takes away.
    private(set) var losses: [Loss] = []

    /// - Parameters:
    ///   - before: The reference as it is saved.
    ///   - after: The reference as it will be.
    ///   - isReset: Whether its dependents are reset in the same step.
    init(from before: Saved<SRSTReference>?, to after: SRSTReference, isReset: Bool) {
        self.before = before
        self.after = after
        self.isReset = isReset
    }

    var differs: Bool { before.map { after.isSame(as: $0.value) } != true }

    /// Saves and audits the change; clearing *Is SRST Secure?* removes the certificate (S18), setting it asks for one
    /// (S16).
    mutating func save(
        in transaction: any SavedStateWriting & TrustWriting & AuditWriting,
        _ context: UseCaseContext,
        certificate: CertificateRecord?
    ) throws -> Saved<SRSTReference> {
        let wasSecure = before?.value.isSecure ?? false
        let saved = try transaction.save(after)
        if wasSecure, !after.isSecure {
            try transaction.setCertificate(nil, for: saved.id)
            try transaction.noteRemoval(of: certificate, for: saved.id, context)
            messages.append(
                ChapterMessages.disableCredentialService(
                    after.name,
                    hadCertificate: certificate != nil,
                    isReset: isReset
                )
            )
        } else if !wasSecure, after.isSecure {
            messages.append(ChapterMessages.updateCertificate(after.name))
        }
        var entry = context.audit(before == nil ? "add" : "update", after.label)
        let image = Self.image(after, after.isSecure ? certificate : nil)
        entry.before = before.map { Self.image($0.value, certificate) }
        entry.after = image
        losses = entry.before.map { Loss.between($0, image, of: after.label) } ?? []
        try transaction.appendAudit(entry)
        return saved
    }

    /// A reference with the fingerprint of its certificate, for the audit trail.
    static func image(_ reference: SRSTReference, _ certificate: CertificateRecord?) -> Document {
        let fingerprint =
            certificate.map { Document.string($0.certificate.fingerprint.description) } ?? .null
        return .mapping(reference.document.entries + [Document.Entry(NamedSecurity.certificateKey, fingerprint)])
    }
}
