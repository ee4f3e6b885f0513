internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

/// A04: what is deleted is kept whole, and can be brought back until retention drops it.
extension StoreCheck {
    static let undeleting = [
        StoreCheck("A04: a deleted phone comes back under its key, secrets and certificates included") { store in
            let saved = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1).changing(["ssh-password": "s-one"]))
                try transaction.setCertificate(Self.phoneCertificate, ofPhone: phone.id)
                _ = try transaction.writeRevision(DraftBuilder().draft, at: 1)
                // Its last state is not the one the revision was made from.
                let last = try transaction.save(phone.value.changing(["ssh-password": "s-two"]))
                try transaction.delete(last.id, Deletion(time: 77, actor: "anna", successor: "SEP0011223344FF"))
                return last
            }
            let found = try await store.read { try $0.deleted(Phone.noun) }
            #expect(found.map(\.id) == [saved.id] && found.map(\.version) == [2])
            #expect(found[0].deletion == Deletion(time: 77, actor: "anna", successor: "SEP0011223344FF"))
            #expect(try Phone(found[0].state.fields) == saved.value)
            #expect(try await store.read { try $0.deletedNames(ofNoun: Phone.noun) } == ["sep001122334401"])
            // A rehearsal brings nothing back.
            let rehearsed = try await store.rehearse { transaction throws in
                try transaction.undelete(saved.id)
                return try transaction.phone(saved.value.name)?.value
            }
            #expect(rehearsed == saved.value)
            #expect(try await store.read { try $0.phone(saved.value.name) == nil && $0.deleted(Phone.noun).count == 1 })
            try await store.write { try $0.undelete(saved.id) }
            try await store.read { snapshot throws in
                let back = try #require(try snapshot.phone(saved.value.name))
                #expect(back.id == saved.id && back.version == 3 && back.value == saved.value)
                var certificates: [PhoneCertificateRecord] = []
                try snapshot.forEachPhoneCertificate(of: saved.value.name) { certificates.append($1) }
                #expect(certificates == [Self.phoneCertificate])
                #expect(try snapshot.candidates(.unpublished).map(\.id) == [saved.id])
                #expect(try snapshot.deleted(Phone.noun).isEmpty && snapshot.deletedNames(ofNoun: Phone.noun).isEmpty)
                #expect(try snapshot.earlier(back, at: 1).document.revealed["ssh-password"]?.text == "s-one")
            }
        },
        StoreCheck("A04: a deleted reference comes back with its certificate and the pools it was taken from") {
            store in
            let (reference, pool) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let configuration = try transaction.configuration()
                let reference = try #require(configuration.srstReferences[SampleSite.name("gw-1")])
                let pool = try #require(configuration.devicePools[SampleSite.name("one")])
                try transaction.setCertificate(SampleSite.certificate(1), for: reference.id)
                _ = try transaction.writeRevision(DraftBuilder().draft, at: 1)
                try transaction.setCertificate(SampleSite.certificate(2), for: reference.id)
                try transaction.save(SampleSite.pool("one", srst: "disable"))
                try transaction.delete(
                    reference.id,
                    Deletion(time: 1, actor: "anna", detachedPools: [pool.id])
                )
                return (reference, pool)
            }
            let found = try #require(try await store.read { try $0.deleted(SRSTReference.noun) }.first)
            #expect(found.deletion.detachedPools == [pool.id] && found.state.certificate == SampleSite.certificate(2))
            try await store.write { try $0.undelete(reference.id) }
            try await store.read { snapshot throws in
                let configuration = try snapshot.configuration()
                #expect(configuration.srstReferences[reference.value.name]?.value == reference.value)
                #expect(configuration.certificates[reference.id] == SampleSite.certificate(2))
                #expect(configuration.devicePools[pool.value.name]?.value.srst == .disable)
                #expect(try snapshot.earlierState(of: reference.id, at: 1)?.certificate == SampleSite.certificate(1))
            }
        },
        StoreCheck("A04: what has its name taken, or names what is deleted, is not brought back") { store in
            let (phone, pool) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1, pool: "none"))
                let pool = try #require(try transaction.configuration().devicePools[SampleSite.name("none")])
                try transaction.delete(phone.id)
                try transaction.delete(pool.id)
                return (phone, pool)
            }
            let gone = await #expect(throws: Problem.self) { try await store.write { try $0.undelete(phone.id) } }
            #expect(gone?.kind == .conflict && gone?.message.contains("device-pool none") == true)
            let kept = try await store.read { try $0.deleted(Phone.noun) }
            #expect(kept[0].state.goneParents == [GoneParent(field: "device-pool", noun: "device-pool", name: "none")])
            try await store.write { transaction throws in
                try transaction.undelete(pool.id)
                try transaction.save(SampleSite.phone(1, pool: "one"))
            }
            let taken = await #expect(throws: Problem.self) { try await store.write { try $0.undelete(phone.id) } }
            #expect(taken?.kind == .conflict && taken?.code == "name-taken")
            #expect(try await store.read { try $0.phone(phone.value.name)?.value.devicePool.text } == "one")
        },
        StoreCheck("A04: each deletion under one name is kept, and found by the name alone") { store in
            let ids = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                return try (1...3).map { number in
                    let phone = try transaction.save(
                        SampleSite.phone(1).changing(["load": .string("edition.\(number)")])
                    )
                    try transaction.delete(phone.id, Deletion(time: UnixTime(seconds: number), actor: "anna"))
                    let other = try transaction.save(SampleSite.phone(10 + number))
                    try transaction.delete(other.id)
                    return phone.id
                }
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.deleted(Phone.noun, "sep001122334401").map(\.id) == ids)
                #expect(try snapshot.deleted(Phone.noun).count == 6 && snapshot.deleted(DevicePool.noun).isEmpty)
                var rest: [ObjectID] = []
                try snapshot.forEachDeletedObject(ofNoun: Phone.noun, named: nil, after: ids[1]) {
                    rest.append($0.id)
                    return rest.count < 2
                }
                #expect(rest.count == 2 && rest[1] == ids[2])
            }
        },
        StoreCheck("A04: a deletion is kept while the first revision after it is, then dropped with its secrets") {
            store in
            let ids = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                return try (1...3).map { number in
                    let phone = try transaction.save(SampleSite.phone(number))
                    try transaction.setCertificate(Self.phoneCertificate, ofPhone: phone.id)
                    try transaction.delete(phone.id)
                    _ = try transaction.writeRevision(DraftBuilder().draft, at: UnixTime(seconds: number))
                    return phone.id
                }
            }
            _ = try await store.prune(Retention(revisions: 2, days: 0), now: 1_000_000)
            #expect(try await store.read { try $0.deleted(Phone.noun).map(\.id) } == [ids[1], ids[2]])
            try await store.write { try $0.undelete(ids[1]) }
            await #expect(throws: Problem.self) { try await store.write { try $0.undelete(ids[0]) } }
            // That there was one is known still.
            #expect(
                try await store.read { try $0.deletedNames(ofNoun: Phone.noun) }
                    == ["sep001122334401", "sep001122334403"]
            )
        },
    ]

    private static let phoneCertificate = PhoneCertificateRecord(
        kind: .lsc,
        der: [0x30, 1, 2],
        fingerprint: .repeating(7),
        md5: [UInt8](repeating: 8, count: 16),
        importedAt: 5,
        importedBy: "管理者"
    )
}

extension StoreSnapshot {
    /// The deleted objects of a noun, or of one name.
    fileprivate func deleted(_ noun: String, _ folded: String? = nil) throws -> [DeletedObject] {
        var found: [DeletedObject] = []
        try forEachDeletedObject(ofNoun: noun, named: folded, after: nil) {
            found.append($0)
            return true
        }
        return found
    }
}
