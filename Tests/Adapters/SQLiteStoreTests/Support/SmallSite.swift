import ClusterModel
import Documents
import Platform
import SQLiteStore
import Store
import TestSupport

/// One object of each kind, one published phone, and audit records 1 to 5.
enum SmallSite {
    static func save(in transaction: any StoreTransaction) throws {
        try transaction.save(CallManagerGroup.example())
        let gateway = try transaction.save(SRSTReference.example(["secure": true]))
        try transaction.save(DevicePool.example(["srst": "branch-12"]))
        try transaction.save(PhoneSecurityProfile.example())
        let phone = try transaction.save(Phone.example(["ssh-password": "s-one"]))
        try transaction.setCertificate(certificate, for: gateway.id)
        var draft = RevisionDraft(asOf: 1, actor: "admin", reason: "reset")
        guard let body = RenditionBody(bytes: [1, 2, 3], holes: [.init(offset: 1, filling: .value(0))]),
            let fragment = Fragment(values: [[7]]), let stamp = VersionStamp(digest: digest.bytes)
        else { return }
        let origin = RenditionOrigin(pool: nil, profile: nil, reference: gateway.id, certificate: digest)
        draft.renditions = [RevisionDraft.Rendition(body: body, bodyHash: digest, origin: origin)]
        draft.files = [
            RevisionDraft.File(
                id: phone.id,
                file: .phone(phone.value.name),
                rendition: 0,
                values: RevisionDraft.Values(fragment, phoneVersion: 1),
                stamp: stamp,
                hash: digest
            )
        ]
        _ = try transaction.writeRevision(draft, at: 2)
        for number in 1...5 {
            try transaction.appendAudit(
                AuditEntry(
                    time: 1000 + number,
                    actor: "admin",
                    action: "update",
                    object: "srst branch-\(number)",
                    before: ["secure": false],
                    after: ["secure": true]
                )
            )
        }
    }

    static let digest = SHA256Hash(words: [
        0x0001_0203_0405_0607, 0x0809_0A0B_0C0D_0E0F, 0x1011_1213_1415_1617, 0x1819_1A1B_1C1D_1E1F,
    ])

    static let certificate = CertificateRecord(
        certificate: AcceptedCertificate(der: [0x30, 0], fingerprint: digest, notBefore: 0, notAfter: 10),
        acceptedAt: 5,
        acceptedBy: "admin",
        basis: .verified,
        acceptedOutsideValidity: false
    )

    /// What the history tells of ``certificate``.
    static let acceptance = CertificateEvent(
        .accepted,
        time: certificate.acceptedAt,
        actor: certificate.acceptedBy,
        certificate: certificate.certificate,
        basis: certificate.basis
    )
}
