import ClusterModel
import Documents
import Foundation
import Platform
import SQLiteStore
import SiteFiles
import Store
import TestSupport
import Testing

/// Databases as earlier releases wrote them, in `fixtures/databases`, each beside the site it was written from.
///
/// Recording writes the database of today's schema; a released one is never recorded again.
@Suite("S10: databases of earlier releases")
struct FixtureDatabaseTests {
    private static let schemas = [1]
    private static let today = 1

    private static func url(_ schema: Int, _ ending: String) -> URL {
        Fixtures.url("databases/schema-\(schema).\(ending)")
    }

    private func site(_ schema: Int) throws -> Site {
        let collector = ProblemCollector()
        let text = String(decoding: try Data(contentsOf: Self.url(schema, "yaml")), as: UTF8.self)
        let site = try Site(SiteFile.read(text), collector: collector) { $1 }
        #expect(collector.problems.isEmpty)
        return site
    }

    private static func isMissing(_ schema: Int) -> Bool {
        !FileManager.default.fileExists(atPath: url(schema, "sqlite").path())
    }

    @Test(
        "Today's database is recorded on request, once",
        .enabled(if: Golden.isRecording && isMissing(today))
    )
    func record() async throws {
        let site = try site(Self.today)
        let objects = SiteObjects(site)
        let state = try StateFolder()
        try await state.withStore { store in try await store.write { try objects.save(in: $0) } }
        try state.tamper()
        try state.databaseBytes().write(to: Self.url(Self.today, "sqlite"))
        Golden.recorded("schema-\(Self.today).sqlite")
    }

    @Test("Each opens, keeps its site, and goes on being used", .disabled(if: Golden.isRecording), arguments: schemas)
    func opens(_ schema: Int) async throws {
        let state = try StateFolder()
        try state.replaceDatabase(with: Data(contentsOf: Self.url(schema, "sqlite")))
        let objects = SiteObjects(try site(schema))
        try await state.withStore { store in
            try await store.read { try objects.expect(in: $0) }
            try await store.write { transaction in
                try transaction.save(Cluster.example())
                _ = try transaction.writeRevision(RevisionDraft(asOf: 1, actor: "a", reason: "b"), at: 3)
                // What later schemas brought.
                #expect(try transaction.authorities().isEmpty && !transaction.siteFile(.capfRoot).everPublished)
                try transaction.add(
                    AuthorityRecord(role: .capf, der: [1], fingerprint: SmallSite.digest, addedAt: 1, addedBy: "a")
                )
                try transaction.forEachCandidate(.all) { #expect($0.certificateHash == nil) }
            }
        }
        for reference in objects.references {
            let history = try await state.withStore { store in
                try await store.read { try $0.certificateHistory(of: reference.name) }
            }
            #expect(
                history == (reference.isSecure ? [SmallSite.acceptance] : []),
                "S14: what was accepted is its beginning"
            )
        }
        let revision = try await state.withStore { store in try await store.read { try $0.latestRevision() } }
        #expect(revision?.number == 2)
        #expect(try await state.withStore { store in try await store.read { try $0.authorities().count } } == 1)
    }

    @Test(
        "S10 A04: history begins with the upgrade, and what was published before it is found",
        .disabled(if: Golden.isRecording),
        arguments: schemas
    )
    func history(_ schema: Int) async throws {
        let state = try StateFolder()
        try state.replaceDatabase(with: Data(contentsOf: Self.url(schema, "sqlite")))
        let objects = SiteObjects(try site(schema))
        let phone = try #require(objects.phones.first)
        try await state.withStore { store in
            try await store.read { snapshot in
                #expect(try snapshot.oldestKeptRevision() == 1)
                for noun in [Phone.noun, SRSTReference.noun, DevicePool.noun, Cluster.noun] {
                    #expect(try snapshot.firstRevisionWithSavedState(ofNoun: noun) == 2)
                }
                let summary = try #require(try snapshot.revision(1))
                #expect(summary.published == objects.phones.count && summary.withdrawn == 0)
                #expect(try snapshot.auditCount() == 1 && snapshot.auditCount(at: 1) == 1)
                let published = try #require(try snapshot.publication(of: .phone(phone.name), at: 1))
                #expect(published.hash == SmallSite.digest && published.copiedFrom == nil)
            }
            try await store.write { try $0.appendAudit(AuditEntry(time: 2, actor: "a", action: "b", object: "c")) }
            let count = try await store.read { try $0.firstBrokenAuditRecord() }
            #expect(count == nil)
        }
    }
}

/// The objects of a site file, with what the fixture publishes and audits of them.
private struct SiteObjects {
    let cluster: Cluster?
    let groups: [CallManagerGroup]
    let references: [SRSTReference]
    let pools: [DevicePool]
    let profiles: [PhoneSecurityProfile]
    let phones: [Phone]

    init(_ site: Site) {
        cluster = site.cluster?.object
        groups = site.callManagerGroups.map(\.object)
        references = site.srstReferences.map(\.object)
        pools = site.devicePools.map(\.object)
        profiles = site.securityProfiles.map(\.object)
        phones = site.phones.map(\.object)
    }

    func save(in transaction: any StoreTransaction) throws {
        for group in groups { try transaction.save(group) }
        if let cluster { try transaction.save(cluster) }
        for profile in profiles { try transaction.save(profile) }
        for reference in references {
            let saved = try transaction.save(reference)
            if reference.isSecure { try transaction.setCertificate(SmallSite.certificate, for: saved.id) }
        }
        for pool in pools { try transaction.save(pool) }
        let saved = try phones.map { try transaction.save($0) }
        let body = try #require(
            RenditionBody(
                bytes: Array("<device></device>".utf8),
                holes: [
                    .init(offset: 8, filling: .versionStamp), .init(offset: 8, filling: .value(0), isSecret: true),
                ]
            )
        )
        let fragment = try #require(Fragment(values: [[0x41], []]))
        let stamp = VersionStamp(SmallSite.digest)
        var draft = RevisionDraft(asOf: 1_800_000_000, actor: "管理者", reason: "reset --all")
        draft.renditions = [
            .init(
                body: body,
                bodyHash: SmallSite.digest,
                origin: .init(pool: nil, profile: nil, reference: nil, certificate: SmallSite.digest)
            )
        ]
        draft.files = saved.map {
            .init(
                id: $0.id,
                file: .phone($0.value.name),
                rendition: 0,
                values: .init(fragment, phoneVersion: $0.version),
                stamp: stamp,
                hash: SmallSite.digest
            )
        }
        _ = try transaction.writeRevision(draft, at: 1_800_000_001)
        try transaction.appendAudit(
            AuditEntry(
                time: 1_800_000_001,
                actor: "管理者",
                action: "apply",
                object: "site",
                after: ["secret": .secret("x")]
            )
        )
    }

    func expect(in snapshot: any StoreSnapshot) throws {
        let configuration = try snapshot.configuration()
        #expect(configuration.cluster.value == cluster)
        #expect(Set(configuration.callManagerGroups.values.map(\.value)) == Set(groups) && !groups.isEmpty)
        #expect(Set(configuration.srstReferences.values.map(\.value)) == Set(references) && !references.isEmpty)
        #expect(Set(configuration.devicePools.values.map(\.value)) == Set(pools) && !pools.isEmpty)
        #expect(Set(configuration.securityProfiles.values.map(\.value)) == Set(profiles) && !profiles.isEmpty)
        for reference in references {
            let id = try #require(configuration.srstReferences[reference.name]?.id)
            #expect(configuration.certificates[id] == (reference.isSecure ? SmallSite.certificate : nil))
        }
        var saved: Set<Phone> = []
        try snapshot.forEachPhone { saved.insert($0.value) }
        #expect(saved == Set(phones) && !phones.isEmpty)

        let revision = try #require(try snapshot.latestRevision())
        #expect(revision.number == 1 && revision.asOf == 1_800_000_000 && revision.actor == "管理者")
        var served: Set<DeviceName> = []
        try snapshot.forEachPublished { version in
            guard case .phone(let name) = version.file else { return }
            served.insert(name)
            #expect(version.hash == SmallSite.digest && version.fragment?.bytes == [0, 1, 0x41, 0, 0])
            let identifier = try #require(version.bodyID)
            let body = try #require(try snapshot.body(identifier))
            #expect(body.bytes == Array("<device></device>".utf8))
            #expect(body.holes.map(\.isSecret) == [false, true])
        }
        #expect(served == Set(phones.map(\.name)))
        #expect(try snapshot.firstBrokenAuditRecord() == nil)
        try snapshot.forEachAuditRecord(after: 0) { record in
            #expect(record.entry.actor == "管理者" && record.entry.after?["secret"] == .string(Document.mask))
        }
    }
}
