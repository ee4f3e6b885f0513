internal import ClusterModel
internal import Documents
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let deleting = [
        StoreCheck("A deleted object is gone from the saved state; one saved by its name again is new") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let first = try transaction.save(SampleSite.phone(1))
                try transaction.delete(first.id)
                #expect(try transaction.phone(first.value.name) == nil && transaction.phones().isEmpty)
                let second = try transaction.save(SampleSite.phone(1))
                #expect(second.id != first.id && second.version == 1)
                #expect(try transaction.phones().map(\.id) == [second.id])

                let profile = try transaction.save(PhoneSecurityProfile.example(["name": "spare"]))
                try transaction.delete(profile.id)
                #expect(try transaction.configuration().securityProfiles[profile.value.name] == nil)
                #expect(try transaction.save(PhoneSecurityProfile.example(["name": "SPARE"])).id != profile.id)
            }
        },
        StoreCheck("A deleted object cannot be referred to any more") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                let spare = try transaction.save(SampleSite.pool("spare", srst: "disable"))
                try transaction.save(SampleSite.phone(2, pool: "spare"))
                try transaction.save(SampleSite.phone(2))
                try transaction.delete(spare.id)
                #expect(throws: Problem.self) { try transaction.save(SampleSite.phone(3, pool: "spare")) }
            }
        },
        StoreCheck("What something else refers to is not deleted, neither in earnest nor in a rehearsal") { store in
            let ids = try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try transaction.save(CallManagerGroup.example(["name": "default"]))
                try transaction.save(Cluster.example(["default-call-manager-group": "default"]))
                let configuration = try transaction.configuration()
                return try [
                    configuration.callManagerGroups[SampleSite.name("CMG")]?.id,
                    configuration.callManagerGroups[SampleSite.name("default")]?.id,
                    configuration.srstReferences[SampleSite.name("gw-1")]?.id,
                    configuration.devicePools[SampleSite.name("one")]?.id,
                    configuration.securityProfiles[SampleSite.name("standard")]?.id,
                ].compactMap(\.self)
            }
            #expect(ids.count == 5)
            for id in ids {
                let refusal = await #expect(throws: Problem.self) { try await store.write { try $0.delete(id) } }
                #expect(refusal?.kind == .conflict && refusal?.code == "in-use" && refusal?.hint != nil)
                let rehearsed = await #expect(throws: Problem.self) { try await store.rehearse { try $0.delete(id) } }
                #expect(rehearsed == refusal)
            }
            try await store.read { snapshot throws in
                let configuration = try snapshot.configuration()
                #expect(configuration.callManagerGroups.count == 2 && configuration.srstReferences.count == 2)
                #expect(configuration.devicePools.count == 3 && configuration.securityProfiles.count == 2)
            }
        },
        StoreCheck("The cluster and the default file cannot be deleted; what is gone already can, without effect") {
            store in
            try await store.write { transaction in
                try SampleSite.save(in: transaction)
                let cluster = try transaction.save(Cluster.example(["security-mode": "mixed"]))
                try transaction.delete(cluster.id)
                try transaction.delete(try transaction.defaultFile().id)
                try transaction.delete(ObjectID(99_999))
                let phone = try transaction.save(SampleSite.phone(1))
                try transaction.delete(phone.id)
                let again = try transaction.save(SampleSite.phone(1))
                try transaction.delete(phone.id)
                #expect(try transaction.configuration().cluster.value == cluster.value)
                #expect(try transaction.phones().map(\.id) == [again.id])
            }
        },
        StoreCheck("Once nothing refers to it any more, it is deleted") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let phone = try transaction.save(SampleSite.phone(1))
                let configuration = try transaction.configuration()
                try transaction.delete(phone.id)
                for pool in configuration.devicePools.values { try transaction.delete(pool.id) }
                for reference in configuration.srstReferences.values { try transaction.delete(reference.id) }
                for group in configuration.callManagerGroups.values { try transaction.delete(group.id) }
                for profile in configuration.securityProfiles.values { try transaction.delete(profile.id) }
                let empty = try transaction.configuration()
                #expect(empty.devicePools.isEmpty && empty.srstReferences.isEmpty)
                #expect(empty.callManagerGroups.isEmpty && empty.securityProfiles.isEmpty)
            }
        },
    ]
}
