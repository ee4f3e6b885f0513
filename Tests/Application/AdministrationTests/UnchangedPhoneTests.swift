import AdminAPI
import Certificates
import ClusterModel
import Documents
import OpenSSL
import Platform
import Publishing
import SQLiteStore
import Serving
import Store
import TestSupport
import Testing

/// Phones whose values are taken from the store must get the files that they would get when they were read.
@Suite struct UnchangedPhoneTests {
    private static let asOf = TestSite.start

    private func expectServedIsSaved(_ site: TestSite) async throws {
        let saved = try await site.store.read { snapshot in
            var files: [String: [UInt8]] = [:]
            let saved = try SavedFiles(snapshot, asOf: Self.asOf)
            try snapshot.forEachPhone { phone in
                files[phone.value.name.fileName] = try saved.file(of: phone.value, masksSecrets: false)
            }
            return files
        }
        #expect(saved.count == 12)
        for (name, bytes) in saved {
            #expect(site.served(name) == bytes)
            guard case .found(let content) = site.catalog.find(Array(name.utf8).span) else { continue }
            #expect(content.hash == SHA256Digest.of(bytes) && content.length == bytes.count)
        }
    }

    private func states(_ site: TestSite) async throws -> [CandidateState] {
        try await site.store.read { snapshot in
            var states: [CandidateState] = []
            try snapshot.forEachCandidate(.all) { states += [$0.saved].compactMap(\.self) }
            return states
        }
    }

    @Test("S20: a changed pool, profile, certificate or cluster reaches phones that are not read again")
    func changesElsewhere() async throws {
        let site = try await TestSite.fixture()
        try await expectServedIsSaved(site)
        #expect(try await states(site).allSatisfy { $0.phone == nil })
        _ = try await site.accept("branch-12")
        _ = try await site.send(Reset(scope: .all))
        try await expectServedIsSaved(site)
        let changes: [(ObjectNoun, String?, Document)] = [
            (.devicePool, "Branch-12", ["srst": "disable"]),
            (.securityProfile, "sip-encrypted", ["settings": ["adminPassword": "shared"]]),
            (.cluster, nil, ["security-mode": "non-secure"]),
            (.cluster, nil, ["model-loads": ["8841": "another-load"]]),
        ]
        for (noun, name, fields) in changes {
            _ = try await site.send(UpdateObject(noun: noun, name: name, fields: fields, confirm: true))
            #expect(try await states(site).allSatisfy { $0.phone == nil })
            let reset = try await site.send(Reset(scope: .all))
            #expect(!reset.published.isEmpty)
            try await expectServedIsSaved(site)
        }
    }

    @Test("S20: a changed phone is read, and the next time it is not")
    func changedPhone() async throws {
        let site = try await TestSite.secureFixture()
        let fields: Document = ["ssh-user": "other", "settings": ["webAccess": "1"], "load": "own-load"]
        _ = try await site.send(UpdateObject(noun: .phone, name: "SEP001122334455", fields: fields))
        #expect(try await states(site).compactMap(\.phone?.value.sshUser.text) == ["other"])
        let reset = try await site.send(Reset(scope: .all))
        #expect(reset.published == ["SEP001122334455"])
        try await expectServedIsSaved(site)
        #expect(try await states(site).allSatisfy { $0.phone == nil })
        #expect(try await site.send(Reset(scope: .all)).published.isEmpty)
    }

    @Test("values in another release's order are not filled in")
    func otherLayout() async throws {
        let site = try await TestSite.secureFixture()
        let name = "SEP001122334455.cnf.xml"
        let before = try #require(site.served(name))
        try await site.store.write { transaction in
            var draft = RevisionDraft(asOf: Self.asOf, actor: "tester", reason: "another release")
            try transaction.forEachCandidate(.phone(DeviceName("SEP001122334455"))) { candidate in
                guard let published = candidate.published, let phone = try transaction.phone(of: candidate)?.value,
                    let body = try transaction.body(published.rendition.bodyID),
                    let fragment = Fragment(values: [[UInt8(ascii: "x")]])
                else { return }
                let outline = PhoneOutline(phone, layout: 0)
                draft.renditions = [.init(body: body, bodyHash: published.hash, origin: published.rendition.origin)]
                draft.files = [
                    .init(
                        id: candidate.id,
                        file: .phone(candidate.name),
                        rendition: 0,
                        values: .init(fragment, phoneVersion: published.phoneVersion ?? 0, outline: outline),
                        stamp: published.stamp,
                        hash: .repeating(1)
                    )
                ]
            }
            _ = try transaction.writeRevision(draft, at: Self.asOf)
        }
        #expect(try await site.send(Reset(scope: .all)).published == ["SEP001122334455"])
        #expect(site.served(name) == before)
    }
}
