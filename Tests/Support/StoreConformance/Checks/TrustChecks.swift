internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    private static func authority(_ byte: UInt8, _ role: AuthorityRecord.Role) -> AuthorityRecord {
        AuthorityRecord(
            role: role,
            der: [0x30, byte],
            fingerprint: .repeating(byte),
            addedAt: UnixTime(seconds: Int(byte)),
            addedBy: "管理者"
        )
    }

    private static func certificate(_ byte: UInt8, _ kind: PhoneCertificateRecord.Kind) -> PhoneCertificateRecord {
        PhoneCertificateRecord(
            kind: kind,
            der: [0x30, byte],
            fingerprint: .repeating(byte),
            md5: [UInt8](repeating: byte, count: 16),
            importedAt: UnixTime(seconds: Int(byte)),
            importedBy: "管理者"
        )
    }

    private static func certificates(
        _ snapshot: any StoreSnapshot,
        of phone: DeviceName? = nil
    ) throws -> [PhoneCertificateRecord] {
        var records: [PhoneCertificateRecord] = []
        try snapshot.forEachPhoneCertificate(of: phone) { records.append($1) }
        return records
    }

    static let trust = [
        StoreCheck("S06: authorities are kept, the CAPF root first; a new root takes its place") { store in
            let deed: @Sendable (any StoreTransaction) throws -> [AuthorityRecord] = { transaction throws in
                try transaction.add(authority(1, .issuer))
                try transaction.add(authority(2, .capf))
                try transaction.add(authority(3, .issuer))
                try transaction.add(authority(4, .capf))
                try transaction.removeAuthority(authority(1, .issuer).fingerprint)
                return try transaction.authorities()
            }
            #expect(try await store.rehearse(deed) == [authority(4, .capf), authority(3, .issuer)])
            #expect(try await store.read { try $0.authorities().isEmpty })
            _ = try await store.write(deed)
            // An issuer that becomes the root is there once.
            try await store.write { try $0.add(authority(3, .capf)) }
            #expect(try await store.read { try $0.authorities() } == [authority(3, .capf)])
        },
        StoreCheck("S06: a phone has one certificate of each kind; its LSC is the one it uses") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in [1, 2] { try transaction.save(SampleSite.phone(number)) }
                let first = try #require(try transaction.phone(SampleSite.phoneName(1))).id
                try transaction.setCertificate(certificate(1, .mic), ofPhone: first)
                #expect(
                    try transaction.candidates(.all).map(\.certificateHash) == [[UInt8](repeating: 1, count: 16), nil]
                )
                try transaction.setCertificate(certificate(2, .lsc), ofPhone: first)
                try transaction.setCertificate(certificate(3, .lsc), ofPhone: first)
                #expect(try certificates(transaction) == [certificate(3, .lsc), certificate(1, .mic)])
                #expect(try certificates(transaction, of: SampleSite.phoneName(2)).isEmpty)
                #expect(
                    try transaction.candidates(.all).map(\.certificateHash) == [[UInt8](repeating: 3, count: 16), nil]
                )
            }
            #expect(try await store.read { try certificates($0).count } == 2)
        },
        StoreCheck("S06: a deleted phone's certificates are gone, in a rehearsal only there") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                try transaction.setCertificate(certificate(1, .lsc), ofPhone: phone.id)
            }
            let deed: @Sendable (any StoreTransaction) throws -> Int = { transaction throws in
                let phone = try #require(try transaction.phone(SampleSite.phoneName(1)))
                try transaction.delete(phone.id)
                try transaction.save(SampleSite.phone(1))
                return try certificates(transaction).count
            }
            #expect(try await store.rehearse(deed) == 0)
            #expect(try await store.read { try certificates($0).count } == 1)
            #expect(try await store.write(deed) == 0)
            #expect(try await store.read { try certificates($0).isEmpty })
        },
        StoreCheck("S06: CAPF.der has an object of its own, published apart from the default file") { store in
            try await store.write { transaction throws in
                let file = try transaction.siteFile(.capfRoot)
                #expect(file.published == nil && !file.everPublished)
                #expect(try file.id != transaction.siteFile(.defaultFile).id)
            }
        },
    ]
}
