internal import ClusterModel
internal import Platform
internal import Store
internal import Testing

/// What a selection finds must not depend on how it is found: by where phones are saved, and by which phones have moved
/// since their files were made.
extension StoreCheck {
    /// The selections of a sample site, by everything that phones can depend on.
    private static func selections() throws -> [PhoneSelection] {
        let pools = try ["one", "two", "none"].map { PhoneSelection.devicePool(try SampleSite.name($0)) }
        let profiles = try ["standard", "encrypted"].map { PhoneSelection.securityProfile(try SampleSite.name($0)) }
        let references = try ["gw-1", "gw-2"].map { PhoneSelection.srst(try SampleSite.name($0)) }
        return pools + profiles + references + [.unpublished]
    }

    /// Whether a candidate belongs to a selection, told by itself alone.
    private static func isSelected(
        _ candidate: PhoneCandidate,
        _ selection: PhoneSelection,
        _ snapshot: any StoreSnapshot
    ) throws -> Bool {
        let configuration = try snapshot.configuration()
        let place = candidate.place(in: configuration)
        let origin = candidate.published?.rendition.origin
        switch selection {
        case .all: return true
        case .unpublished: return candidate.saved != nil && candidate.published == nil
        case .dependents(let selected):
            if let keys = selected.keys { return keys.contains { [place?.pool, origin?.pool].contains($0) } }
            let name = try SampleSite.name(selected.name)
            switch selected.kind {
            case .phone: return candidate.name.description == selected.name
            case .devicePool:
                let id = configuration.devicePools[name]?.id
                return place?.pool == id || origin?.pool == id
            case .securityProfile:
                let id = configuration.securityProfiles[name]?.id
                return place?.profile == id || origin?.profile == id
            case .srst:
                let pools = configuration.devicePools.values.filter { $0.value.srst == .reference(name) }.map(\.id)
                return place.map { pools.contains($0.pool) } == true
                    || origin?.reference == configuration.srstReferences[name]?.id
            }
        }
    }

    private static func expectSelections(in snapshot: any StoreSnapshot, _ step: String) throws {
        for selection in try selections() {
            let expected = try snapshot.candidates(.all).filter { try isSelected($0, selection, snapshot) }.map(\.name)
            #expect(try snapshot.candidates(selection).map(\.name) == expected, "\(selection) \(step)")
            var stored: [DeviceName] = []
            try snapshot.forEachCandidate(selection, in: .stored) { stored.append($0.name) }
            #expect(stored.sorted() == expected, "\(selection) \(step), as stored")
        }
    }

    static let movedPhones = [
        StoreCheck("S20: selections find the same phones by name and as stored, wherever phones have moved") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                // Names in the opposite order of the keys.
                let phones = try (1...6).reversed().map { try transaction.save(SampleSite.phone($0)) }
                try expectSelections(in: transaction, "before the first revision")
                try DraftBuilder.publishAll(in: transaction)
                try expectSelections(in: transaction, "as published")
                try transaction.save(SampleSite.phone(1, pool: "two"))
                try transaction.save(SampleSite.phone(2, profile: "encrypted"))
                try transaction.save(SampleSite.phone(3, pool: "two"))
                try transaction.save(SampleSite.phone(3))
                try transaction.delete(try #require(phones.first { $0.value.name.macAddress.bits & 0xFF == 4 }).id)
                try transaction.save(SampleSite.phone(7, pool: "none"))
                try expectSelections(in: transaction, "after moves")
            }
            try await store.read { try expectSelections(in: $0, "after the commit") }
            _ = try await store.rehearse { transaction throws in
                try transaction.save(SampleSite.phone(5, pool: "none"))
                try transaction.save(SampleSite.phone(8, pool: "two"))
                try expectSelections(in: transaction, "in a rehearsal")
                return true
            }
            try await store.write { transaction throws in
                try DraftBuilder.publishAll(in: transaction)
                try expectSelections(in: transaction, "as published again")
            }
        },
        StoreCheck("S20: a file that is rolled back to is a dependent of what it was made from") { store in
            try await store.write { transaction throws in
                try SampleSite.save(in: transaction)
                try transaction.save(SampleSite.phone(1))
                try DraftBuilder.publishAll(in: transaction)
                let name = try SampleSite.phoneName(1)
                let first = try #require(try transaction.publication(of: .phone(name), at: 1))
                let moved = try transaction.save(SampleSite.phone(1, pool: "two"))
                try DraftBuilder.publishAll(in: transaction)
                try expectSelections(in: transaction, "as published")

                var draft = RevisionDraft(asOf: 1, actor: "admin", reason: "rollback")
                let body = try #require(try transaction.body(first.rendition.bodyID))
                draft.renditions = [
                    RevisionDraft.Rendition(
                        body: body,
                        bodyHash: DraftBuilder.digest("rolled back"),
                        origin: first.rendition.origin
                    )
                ]
                draft.files = [
                    RevisionDraft.File(
                        id: moved.id,
                        file: .phone(name),
                        rendition: 0,
                        values: RevisionDraft.Values(
                            try DraftBuilder.fragment(["value", "secret"]),
                            phoneVersion: 1,
                            storedAs: first.fragmentID
                        ),
                        stamp: first.stamp,
                        hash: first.hash,
                        copiedFrom: 1
                    )
                ]
                _ = try transaction.writeRevision(draft, at: 2)
                #expect(try transaction.numbers(.devicePool(SampleSite.name("one"))) == [1])
                try expectSelections(in: transaction, "rolled back")
            }
        },
    ]
}
