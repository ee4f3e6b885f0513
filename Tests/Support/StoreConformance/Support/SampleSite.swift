internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport

/// The site of the checks: a group, the references gw-1 and gw-2, a pool for each and one without SRST, two profiles.
enum SampleSite {
    static func name(_ text: String) throws -> ObjectName { try ObjectName(text) }

    static func save(in transaction: any StoreTransaction) throws {
        try transaction.save(CallManagerGroup.example(["name": "CMG"]))
        try transaction.save(SRSTReference.example(["name": "gw-1", "secure": true]))
        try transaction.save(SRSTReference.example(["name": "gw-2"]))
        try transaction.save(pool("one", srst: "gw-1"))
        try transaction.save(pool("two", srst: "gw-2"))
        try transaction.save(pool("none", srst: "disable"))
        try transaction.save(PhoneSecurityProfile.example(["name": "standard"]))
        try transaction.save(PhoneSecurityProfile.example(["name": "encrypted", "device-security-mode": "encrypted"]))
    }

    static func pool(_ name: String, srst: String) throws -> DevicePool {
        try .example(["name": .string(name), "call-manager-group": "CMG", "srst": .string(srst)])
    }

    /// Phone `number`, 0 to 255.
    static func phone(_ number: Int, pool: String = "one", profile: String = "standard") throws -> Phone {
        try .example([
            "name": .string(phoneName(number).description), "device-pool": .string(pool),
            "security-profile": .string(profile),
        ])
    }

    static func phoneName(_ number: Int) throws -> DeviceName {
        let digits = String(number, radix: 16)
        return try DeviceName("0011223344" + (digits.count == 1 ? "0" : "") + digits)
    }

    static func certificate(_ byte: UInt8, basis: CertificateRecord.TrustBasis = .verified) -> CertificateRecord {
        CertificateRecord(
            certificate: AcceptedCertificate(
                der: [0x30, byte, 0],
                fingerprint: .repeating(byte),
                notBefore: -5,
                notAfter: 4_102_444_800
            ),
            acceptedAt: 1_800_000_000 + Int(byte),
            acceptedBy: "管理者",
            basis: basis,
            acceptedOutsideValidity: byte % 2 == 0
        )
    }
}
