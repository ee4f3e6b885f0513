internal import ClusterModel
internal import Documents
internal import Platform
internal import Store
internal import TestSupport
internal import Testing

extension StoreCheck {
    static let certificates = [
        StoreCheck("S14: an accepted certificate is kept with how it came to be trusted") { store in
            for (byte, basis) in zip([1, 2, 3] as [UInt8], CertificateRecord.TrustBasis.allCases) {
                let record = SampleSite.certificate(byte, basis: basis)
                let id = try await store.write { transaction throws in
                    let gateway = try transaction.save(SRSTReference.example(["name": .string("gw-\(byte)")]))
                    try transaction.setCertificate(record, for: gateway.id)
                    #expect(try transaction.configuration().certificates[gateway.id] == record)
                    return gateway.id
                }
                #expect(try await store.read { try $0.configuration().certificates[id] } == record)
            }
            #expect(try await store.read { try $0.configuration().certificates.count } == 3)
        },
        StoreCheck("S04, S14: a new certificate takes the place of the old; saving the reference changes neither") {
            store in
            let id = try await store.write { transaction throws in
                let gateway = try transaction.save(SRSTReference.example(["secure": true]))
                try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
                try transaction.setCertificate(SampleSite.certificate(2), for: gateway.id)
                try transaction.save(SRSTReference.example(["secure": true, "sip": [["address": "gw"]]]))
                return gateway.id
            }
            let certificates = try await store.read { try $0.configuration().certificates }
            #expect(certificates == [id: SampleSite.certificate(2)])
        },
        StoreCheck("S18: a certificate can be taken away, and away it stays") { store in
            let id = try await store.write { transaction throws in
                let gateway = try transaction.save(SRSTReference.example())
                try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
                return gateway.id
            }
            try await store.write { transaction throws in
                try transaction.setCertificate(nil, for: id)
                try transaction.setCertificate(nil, for: id)
            }
            #expect(try await store.read { try $0.configuration().certificates.isEmpty })
        },
        StoreCheck("S15: deleting a reference deletes its certificate; one of the same name has none") { store in
            try await store.write { transaction throws in
                let gateway = try transaction.save(SRSTReference.example())
                try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
                try transaction.delete(gateway.id)
                try transaction.save(SRSTReference.example())
            }
            #expect(try await store.read { try $0.configuration().certificates.isEmpty })
        },
        StoreCheck("S14: the history of a reference's certificates outlives it, in order; a rehearsal adds nothing") {
            store in
            let name = try SampleSite.name("gw-1")
            #expect(try await store.read { try $0.certificateHistory(of: name) } == nil)
            let accepted = SampleSite.certificate(1, basis: .firstUse)
            let events = CertificateEvent.Kind.allCases.enumerated().map { place, kind in
                CertificateEvent(
                    kind,
                    time: UnixTime(seconds: place),
                    actor: "管理者",
                    certificate: accepted.certificate,
                    basis: kind == .rejected ? nil : accepted.basis,
                    acceptedOutsideValidity: kind == .accepted
                )
            }
            try await store.write { transaction throws in
                let gateway = try transaction.save(SRSTReference.example(["name": "gw-1"]))
                let other = try transaction.save(SRSTReference.example(["name": "gw-2"]))
                #expect(try transaction.certificateHistory(of: name) == [])
                for event in events { try transaction.recordCertificateEvent(event, for: gateway.id) }
                try transaction.recordCertificateEvent(events[0], for: other.id)
                #expect(try transaction.certificateHistory(of: name) == events)
                try transaction.delete(gateway.id)
            }
            try await store.rehearse { transaction throws in
                let gateway = try transaction.save(SRSTReference.example(["name": "gw-1"]))
                try transaction.recordCertificateEvent(events[0], for: gateway.id)
            }
            #expect(try await store.read { try $0.certificateHistory(of: name) } == events)
        },
        StoreCheck("S09: a pool's choice comes with its reference and certificate") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                let name = try SampleSite.name("gw-1")
                let gateway = try #require(try transaction.configuration().srstReferences[name])
                try transaction.setCertificate(SampleSite.certificate(1), for: gateway.id)
            }
            let configuration = try await store.read { try $0.configuration() }
            func choice(_ pool: String) throws -> SecurityInput.Choice {
                let name = try SampleSite.name(pool)
                guard let pool = configuration.devicePools[name] else { throw Abandoned() }
                return configuration.resolvedChoice(of: pool.value)
            }
            let first = try #require(try configuration.srstReferences[SampleSite.name("gw-1")]).value
            let second = try #require(try configuration.srstReferences[SampleSite.name("gw-2")]).value
            #expect(try choice("one") == .reference(first, SampleSite.certificate(1).certificate))
            #expect(try choice("two") == .reference(second, nil))
            #expect(try choice("none") == .disable)
        },
    ]
}
