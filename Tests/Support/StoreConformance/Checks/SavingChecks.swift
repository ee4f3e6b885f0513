internal import ClusterModel
internal import Documents
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let saving = [
        StoreCheck("A05: the first names of phones that begin with a text, without regard to case") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in [3, 1, 2] { try transaction.save(SampleSite.phone(number)) }
                let gone = try transaction.save(SampleSite.phone(4))
                try transaction.delete(gone.id)
            }
            try await store.read { snapshot throws in
                let names = try (1...3).map { try SampleSite.phoneName($0).description }
                #expect(try snapshot.phoneNames(beginningWith: "", limit: 9) == names)
                #expect(try snapshot.phoneNames(beginningWith: "sep00", limit: 2) == Array(names.prefix(2)))
                #expect(try snapshot.phoneNames(beginningWith: names[1], limit: 9) == [names[1]])
                #expect(try snapshot.phoneNames(beginningWith: "SEPF", limit: 9).isEmpty)
            }
        },
        StoreCheck("Saved phones are read in pages, each from the last of the one before") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in [3, 1, 5, 2] { try transaction.save(SampleSite.phone(number)) }
                let gone = try transaction.save(SampleSite.phone(4))
                try transaction.delete(gone.id)
            }
            try await store.read { snapshot throws in
                let names = try [1, 2, 3, 5].map { try SampleSite.phoneName($0) }
                #expect(try snapshot.phone(2, after: nil) == names[1])
                #expect(try snapshot.phone(2, after: names[1]) == names[3])
                #expect(try snapshot.phone(1, after: names[3]) == nil && snapshot.phone(5, after: nil) == nil)
                var read: [[DeviceName]] = []
                let bounds: [(DeviceName?, DeviceName?)] = [(nil, names[1]), (names[1], nil), (nil, nil)]
                for (before, last) in bounds + [(names[1], try SampleSite.phoneName(4))] {
                    var page: [DeviceName] = []
                    try snapshot.forEachPhone(after: before, through: last) { page.append($0.value.name) }
                    read.append(page)
                }
                #expect(read == [Array(names[..<2]), Array(names[2...]), names, [names[2]]])
            }
        },
        StoreCheck("A new store holds a cluster nobody has set, and nothing else") { store in
            try await store.read { snapshot throws in
                let configuration = try snapshot.configuration()
                #expect(configuration.cluster.value == Cluster())
                #expect(configuration.callManagerGroups.isEmpty && configuration.srstReferences.isEmpty)
                #expect(configuration.devicePools.isEmpty && configuration.securityProfiles.isEmpty)
                #expect(configuration.certificates.isEmpty)
                #expect(try snapshot.phones().isEmpty && snapshot.published().isEmpty)
                #expect(try snapshot.latestRevision() == nil && snapshot.defaultFile().published == nil)
                #expect(try snapshot.auditRecords().isEmpty && snapshot.firstBrokenAuditRecord() == nil)
                #expect(try !snapshot.incarnation().isEmpty)
                #expect(try snapshot.candidates(.all).isEmpty && snapshot.candidates(.unpublished).isEmpty)
            }
        },
        StoreCheck("Every kind of object is read as it was saved, random ones with awkward text included") { store in
            for seed in 0..<20 as Range<UInt64> {
                let saved = try await store.write { transaction in try RandomSite(seed: seed).save(in: transaction) }
                try await store.read { snapshot in try saved.expect(in: snapshot) }
            }
        },
        StoreCheck("What is saved is seen in its own transaction at once") { store in
            try await store.write { transaction throws in
                let saved = try RandomSite(seed: 99).save(in: transaction)
                try saved.expect(in: transaction)
            }
        },
        StoreCheck("Versions count from 1, by object; the key stays") { store in
            try await store.write { transaction throws in
                let first = try transaction.save(CallManagerGroup.example())
                let second = try transaction.save(CallManagerGroup.example(["members": [["address": "192.0.2.99"]]]))
                let other = try transaction.save(CallManagerGroup.example(["name": "other"]))
                #expect(first.version == 1 && second.version == 2 && other.version == 1)
                #expect(first.id == second.id && first.id != other.id)
                #expect(second.value.members.first?.address.text == "192.0.2.99")
            }
            try await store.write { transaction throws in
                let name = try CallManagerGroup.example().name
                let before = try transaction.configuration()
                let again = try transaction.save(CallManagerGroup.example())
                #expect(again.version == 3 && again.id == before.callManagerGroups[name]?.id)
                #expect(before.callManagerGroups[name]?.version == 2)
                let cluster = try transaction.save(Cluster.example(["security-mode": "mixed"]))
                #expect(cluster.id == before.cluster.id && cluster.version == before.cluster.version + 1)
            }
        },
        StoreCheck("A name in another case is the same object, and the new spelling is kept") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let before = try transaction.configuration().devicePools[SampleSite.name("one")]
                let after = try transaction.save(SampleSite.pool("ONE", srst: "GW-1"))
                #expect(after.id == before?.id && after.version == 2)
                let pools = try transaction.configuration().devicePools
                #expect(pools.count == 3)
                #expect(try pools[SampleSite.name("one")]?.value.name.text == "ONE")
                // A reference is by key: it shows the reference's own spelling.
                #expect(pools[after.value.name]?.value.srst.description == "gw-1")
            }
        },
        StoreCheck("Renaming what others refer to renames it there") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try transaction.save(Cluster.example(["default-call-manager-group": "cmg"]))
                try transaction.save(CallManagerGroup.example(["name": "Cmg"]))
                try transaction.save(SRSTReference.example(["name": "GW-1"]))
                try transaction.save(SampleSite.pool("One", srst: "gw-1"))
                let configuration = try transaction.configuration()
                #expect(configuration.cluster.value.defaultCallManagerGroup?.text == "Cmg")
                #expect(try configuration.devicePools[SampleSite.name("one")]?.value.callManagerGroup.text == "Cmg")
                #expect(try configuration.devicePools[SampleSite.name("one")]?.value.srst.description == "GW-1")
                #expect(try transaction.phones().map(\.value.devicePool.text) == ["One"])
            }
        },
        StoreCheck("Objects of different kinds may share a name") { store in
            try await store.write { transaction throws in
                try transaction.save(CallManagerGroup.example(["name": "x"]))
                try transaction.save(SRSTReference.example(["name": "x"]))
                try transaction.save(DevicePool.example(["name": "x", "call-manager-group": "x", "srst": "x"]))
                try transaction.save(PhoneSecurityProfile.example(["name": "x"]))
                let configuration = try transaction.configuration()
                let name = try SampleSite.name("X")
                let ids = [
                    configuration.callManagerGroups[name]?.id, configuration.srstReferences[name]?.id,
                    configuration.devicePools[name]?.id, configuration.securityProfiles[name]?.id,
                ]
                #expect(Set(ids).count == 4 && !ids.contains(nil))
            }
        },
        StoreCheck("A phone is found by its address and read whole; another is not there") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let saved = try transaction.save(SampleSite.phone(7))
                let found = try transaction.phone(SampleSite.phoneName(7))
                #expect(found?.id == saved.id && found?.version == 1 && found?.value == saved.value)
                #expect(try transaction.phone(SampleSite.phoneName(8)) == nil)
            }
        },
        StoreCheck("A phone that was just saved reads as it will later: with the names that it refers to as they are") {
            store in
            let names = { @Sendable (phone: Saved<Phone>?) in
                [phone?.value.devicePool.text, phone?.value.securityProfile.text, phone?.value.name.description]
            }
            let (saved, renamed) = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1, pool: "ONE", profile: "Encrypted"))
                let saved = names(try transaction.phone(SampleSite.phoneName(1)))
                let pool = try #require(try transaction.configuration().devicePools[SampleSite.name("one")])
                try transaction.rename(pool.id, to: SampleSite.name("uno"))
                return (saved, names(try transaction.phone(SampleSite.phoneName(1))))
            }
            #expect(saved == ["one", "encrypted", "SEP001122334401"])
            #expect(renamed == ["uno", "encrypted", "SEP001122334401"])
            #expect(try await store.read { names(try $0.phone(SampleSite.phoneName(1))) } == renamed)
        },
        StoreCheck("Phones come in the order of their names, whenever they were saved") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                for number in [200, 3, 17, 1, 255] { try transaction.save(SampleSite.phone(number)) }
                #expect(try transaction.phones().map { $0.value.name.macAddress.bits & 0xFF } == [1, 3, 17, 200, 255])
                #expect(try transaction.numbers(.all) == [1, 3, 17, 200, 255])
            }
        },
        StoreCheck("A06: passwords are kept as they are, for the file") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try SampleSite.phone(1).changing([
                    "ssh-password": "s-one", "settings": ["adminPassword": "s-two"],
                    "lines": [["number": "1", "authentication-password": "s-three"]],
                ])
                try transaction.save(phone)
                #expect(try transaction.phone(phone.name)?.value == phone)
            }
        },
        StoreCheck("A03: what an object names must be saved already") { store in
            try await store.write { transaction in try SampleSite.save(in: transaction) }
            let dangling: [(String, String, @Sendable (any StoreTransaction) throws -> Void)] = [
                (
                    "cluster", "default-call-manager-group",
                    {
                        try $0.save(Cluster.example(["default-call-manager-group": "nowhere"]))
                    }
                ),
                (
                    "device-pool p", "call-manager-group",
                    {
                        try $0.save(DevicePool.example(["name": "p", "call-manager-group": "nowhere"]))
                    }
                ),
                ("device-pool p", "srst", { try $0.save(SampleSite.pool("p", srst: "nowhere")) }),
                ("phone SEP001122334401", "device-pool", { try $0.save(SampleSite.phone(1, pool: "nowhere")) }),
                (
                    "phone SEP001122334401", "security-profile",
                    {
                        try $0.save(SampleSite.phone(1, profile: "nowhere"))
                    }
                ),
            ]
            for (object, field, save) in dangling {
                let refusal = await #expect(throws: Problem.self) { try await store.write { try save($0) } }
                #expect(refusal?.object == object && refusal?.field == field && refusal?.code == "dangling-reference")
                #expect(refusal?.kind == .validation && refusal?.hint != nil)
                #expect(refusal?.message.contains("nowhere") == true)
                let rehearsed = await #expect(throws: Problem.self) { try await store.rehearse { try save($0) } }
                #expect(rehearsed == refusal)
            }
            try await store.read { snapshot throws in
                #expect(try snapshot.configuration().devicePools.count == 3 && snapshot.phones().isEmpty)
                #expect(try snapshot.configuration().cluster.version == 1)
            }
        },
    ]
}
