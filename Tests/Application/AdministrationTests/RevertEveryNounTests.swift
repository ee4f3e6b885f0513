import AdminAPI
import ClusterModel
import Documents
import SQLiteStore
import Store
import TestSupport
import Testing

@Suite("A04: revert of every noun")
struct RevertEveryNounTests {
    /// A change of an object that the fixture's files come from, and of which a reset would change files.
    static let changes: [(ObjectNoun, String?, Document)] = [
        (.cluster, nil, ["settings.webAccess": "1"]),
        (.callManagerGroup, "tokyo", ["members": [["address": "192.0.2.9"]]]),
        (.srst, "branch-12", ["sip": [["address": "127.0.0.9"]]]),
        (.devicePool, "Branch-12", ["srst": "disable"]),
        (.securityProfile, "sip-encrypted", ["device-security-mode": "non-secure"]),
        (.phone, "SEP001122334455", ["lines": []]),
    ]

    @Test("A04: each goes back to what is published, and then nothing waits for a reset", arguments: changes)
    func published(_ noun: ObjectNoun, _ name: String?, _ change: Document) async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.everything()
        let updated = try await site.send(UpdateObject(noun: noun, name: name, fields: change, confirm: true))
        #expect(try await !site.send(ShowStatus()).pending.isEmpty)
        let plan = try await site.send(RevertObject(noun: noun, name: name, plan: true))
        #expect(plan.changed && plan.pending == 0)
        let report = try await site.send(RevertObject(noun: noun, name: name))
        #expect(report.changed && report.version == (updated.version ?? 0) + 1 && report.pending == 0)
        #expect(try await site.everything() == before)
        #expect(try await site.send(ShowStatus()).pending.isEmpty)
        #expect(try await site.send(RevertObject(noun: noun, name: name)).changed == false)
        let last = try #require(try await site.audit().last { $0.entry.action == "revert" })
        #expect(last.entry.object == report.object && last.entry.before != nil && last.entry.after != nil)
    }

    @Test("A04: each goes back to what was saved for an earlier revision", arguments: changes)
    func revision(_ noun: ObjectNoun, _ name: String?, _ change: Document) async throws {
        let site = try await TestSite.secureFixture()
        let before = try await site.everything()
        _ = try await site.send(UpdateObject(noun: noun, name: name, fields: change, confirm: true))
        _ = try await site.send(Reset(scope: .all))
        #expect(try await site.send(RevertObject(noun: noun, name: name)).changed == false)
        _ = try await site.send(RevertObject(noun: noun, name: name, to: "2", confirm: true))
        #expect(try await site.everything() == before)
        let unknown = try await site.refusal(RevertObject(noun: noun, name: name, to: "99")).error
        #expect(unknown.kind == .notFound)
    }

    @Test(
        "A04: what was not saved yet at a revision is refused, and so is a parent that is gone, with what brings it back"
    )
    func refusals() async throws {
        let site = try await TestSite.secureFixture()
        let fields: Document = ["name": "Kyoto", "call-manager-group": "osaka-first"]
        _ = try await site.send(AddObject(noun: .devicePool, fields: fields))
        let early = try await site.refusal(RevertObject(noun: .devicePool, name: "Kyoto", to: "1")).error
        #expect(early.kind == .conflict && early.code == "not-saved-then")
        let unused = try await site.refusal(RevertObject(noun: .devicePool, name: "Kyoto")).error
        #expect(unused.kind == .conflict && unused.code == "not-published")

        let move: Document = ["device-pool": "Kyoto"]
        let name = "SEP001122334455"
        _ = try await site.send(UpdateObject(noun: .phone, name: name, fields: move, reset: true))
        let revision = try #require(try await site.send(ListRevisions()).revisions.first?.revision)
        _ = try await site.send(UpdateObject(noun: .phone, name: name, fields: ["device-pool": "HQ"]))
        _ = try await site.send(DeleteObject(noun: .devicePool, name: "Kyoto"))
        let gone = try await site.refusal(RevertObject(noun: .phone, name: name)).error
        #expect(gone.kind == .conflict && gone.code == "deleted-since" && gone.field == "device-pool")
        #expect(gone.hint?.contains("cnfctl device-pool undelete Kyoto") == true)
        _ = try await site.send(UndeleteObject(noun: .devicePool, name: "Kyoto"))
        _ = try await site.send(RevertObject(noun: .phone, name: name, to: "\(revision)"))
        #expect(try await site.send(ShowObject(noun: .phone, name: name)).fields["device-pool"]?.text == "Kyoto")
    }

    @Test("A04: a phone whose profile is for another protocol by now is refused with a profile list and the update")
    func protocolMismatch() async throws {
        let site = try await TestSite.fixture()
        let phone = "SEP0011223344AB"
        let profile: Document = ["name": "mine", "protocol": "sip"]
        _ = try await site.send(AddObject(noun: .securityProfile, fields: profile))
        _ = try await site.send(
            AddObject(
                noun: .phone,
                fields: [
                    "name": .string(phone), "protocol": "sip", "model": "8841", "device-pool": "HQ",
                    "security-profile": "mine",
                ]
            )
        )
        let both = """
            security-profiles: [{name: mine, protocol: sccp}]
            phones: [{name: \(phone), protocol: sccp, model: "7942", device-pool: HQ, security-profile: mine}]
            """
        _ = try await site.send(ApplySite(text: both))
        let refused = try await site.refusal(RevertObject(noun: .phone, name: phone)).error
        #expect(refused.kind == .conflict && refused.code == "protocol-mismatch")
        #expect(refused.hint?.contains("cnfctl security-profile list --where protocol=sip") == true)
        #expect(refused.hint?.contains("cnfctl phone update \(phone) --protocol sip") == true)
    }

    @Test("S11 S22: reverting the mode of the cluster warns as changing it does")
    func mode() async throws {
        let site = try await TestSite.secureFixture()
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        let back = try await site.send(RevertObject(noun: .cluster))
        #expect(back.messages.map(\.code).contains("trust-list-needed"))
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        _ = try await site.send(Reset(scope: .all))
        _ = try await site.send(SetClusterMode(mode: "mixed"))
        let refused = try await site.refusal(RevertObject(noun: .cluster)).error
        #expect(refused.kind == .unconfirmed && refused.code == Loss.securityCode)
        let away = try await site.send(RevertObject(noun: .cluster, confirm: true))
        #expect(away.lost.map(\.kind) == [.security])
        #expect(away.messages.map(\.code).contains("phones-stay-on-gateway"))
    }

    @Test(
        "A04: after random changes each object that was saved at a revision goes back to it",
        arguments: 0..<4 as Range<UInt64>
    )
    func random(_ seed: UInt64) async throws {
        let site = try await TestSite.secureFixture()
        var changes = RandomChanges(seed: 500 + seed)
        var states: [RevisionNumber: [ObjectID: SavedState]] = [:]
        states[2] = try await site.states()
        for _ in 0..<6 {
            try await changes.make(in: site) {
                let latest = try await site.store.read { try $0.latestRevision()?.number ?? 0 }
                if states[latest] == nil { states[latest] = try await site.states() }
            }
            if changes.generator.oneIn(2) { _ = try? await site.send(Reset(scope: .all, confirm: true)) }
            let latest = try await site.store.read { try $0.latestRevision()?.number ?? 0 }
            if states[latest] == nil { states[latest] = try await site.states() }
        }
        let target = changes.generator.pick(states.keys.sorted())
        let wanted = try #require(states[target])
        var reverted = 0
        for (id, state) in try await site.states().sorted(by: { $0.key < $1.key }) {
            let request = RevertObject(noun: state.noun, name: state.name, to: "\(target)", confirm: true)
            do {
                _ = try await site.send(request)
            } catch let refusal as ProblemReport {
                let known = ["not-saved-then", "deleted-since", "protocol-mismatch"]
                #expect(known.contains(refusal.error.code), "\(refusal.error)")
                #expect(
                    (refusal.error.code == "not-saved-then") == (wanted[id] == nil),
                    "\(state.noun) \(state.name ?? "")"
                )
                continue
            }
            let now = try await site.states()[id]
            #expect(now?.own == wanted[id]?.own, "\(state.noun) \(state.name ?? "") at \(target)")
            reverted += 1
        }
        #expect(reverted > 10)
    }
}

/// What is saved of an object, names aside.
struct SavedState: Hashable {
    let noun: ObjectNoun
    let name: String?
    /// Its fields but its own name and those that name others, and the SHA-256 of its certificate.
    let own: Document
}

extension TestSite {
    /// What is saved of every object, by its key.
    func states() async throws -> [ObjectID: SavedState] {
        try await store.read { snapshot in
            let configuration = try snapshot.configuration()
            var states: [ObjectID: SavedState] = [:]
            func add(_ noun: ObjectNoun, _ id: ObjectID, _ object: any SavedObject) {
                let others = [
                    "name", "call-manager-group", "default-call-manager-group", "device-pool", "security-profile",
                    "srst",
                ]
                let hash = configuration.certificates[id].map { Document.string("\($0.certificate.fingerprint)") }
                let fields = object.document.revealed.entries.filter { !others.contains($0.key) }
                states[id] = SavedState(
                    noun: noun,
                    name: object.document["name"]?.text,
                    own: .mapping(fields + [Document.Entry("certificate", hash ?? .null)])
                )
            }
            add(.cluster, configuration.cluster.id, configuration.cluster.value)
            for group in configuration.callManagerGroups.values { add(.callManagerGroup, group.id, group.value) }
            for reference in configuration.srstReferences.values { add(.srst, reference.id, reference.value) }
            for pool in configuration.devicePools.values { add(.devicePool, pool.id, pool.value) }
            for profile in configuration.securityProfiles.values { add(.securityProfile, profile.id, profile.value) }
            try snapshot.forEachPhone { add(.phone, $0.id, $0.value) }
            return states
        }
    }
}
