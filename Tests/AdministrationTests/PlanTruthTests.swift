import AdminAPI
import Foundation
import PhoneFiles
import TestSupport
import Testing

@Suite("A01: the plan is the truth")
struct PlanTruthTests {
    /// What a plan says of each file: its differences, or that it comes or goes.
    private func told(_ groups: [ChangeGroupReport]) throws -> [String: ChangeGroupReport] {
        var told: [String: ChangeGroupReport] = [:]
        for group in groups {
            for phone in group.phones {
                let former = told.updateValue(group, forKey: phone + ".cnf.xml")
                #expect(former == nil, "\(phone) stands in two groups")
            }
            if group.defaultFile { told["XMLDefault.cnf.xml"] = group }
        }
        return told
    }

    /// Compares what was planned with the bytes served before and after, not one file more or less.
    private func expect(
        _ groups: [ChangeGroupReport],
        _ before: [String: [UInt8]],
        _ after: [String: [UInt8]],
        _ comment: Comment
    ) throws {
        let told = try told(groups)
        let names = Set(before.keys).union(after.keys)
        #expect(Set(told.keys) == names.filter { before[$0] != after[$0] }, comment)
        for (name, group) in told {
            switch (before[name], after[name]) {
            case (let old?, let new?):
                let differences = try PhoneFileDiff.differences(from: old, to: new)
                    .filter { $0.path != "/device/versionStamp" }
                #expect(group.kind == "changed", comment)
                #expect(group.differences.map(\.path) == differences.map(\.path), comment)
                #expect(group.differences.map(\.kind) == differences.map(\.kind.rawValue), comment)
                for (shown, real) in zip(group.differences, differences) where !real.isSecret {
                    guard !real.path.hasSuffix("srstCertificate") else { continue }
                    #expect(shown.before == real.old && shown.after == real.new, comment)
                }
            case (nil, _?): #expect(group.kind == "added", comment)
            case (_?, nil): #expect(group.kind == "removed", comment)
            case (nil, nil): Issue.record("\(name) was never served")
            }
        }
    }

    @Test("A01: random changes, then a plan, then the reset: the same files, the same differences", arguments: 0..<4)
    func resets(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: seed)
        for round in 0..<6 {
            try await changes.make(in: site)
            let scopes = [
                Reset(scope: .all), Reset(scope: .pending), Reset(scope: .srst, name: "branch-12"),
                Reset(scope: .devicePool, name: "HQ"), Reset(scope: .securityProfile, name: "sip-encrypted"),
                Reset(scope: .phone, name: "SEP001122334455"),
            ]
            var request = changes.generator.pick(scopes)
            request.confirm = true
            request.plan = true
            let before = site.everyFile()
            let plan = try await site.send(request)
            #expect(site.everyFile() == before)
            request.plan = false
            let done = try await site.send(request)
            #expect(done.published == plan.published && done.changes == nil)
            try expect(plan.changes ?? [], before, site.everyFile(), "seed \(seed), round \(round)")
        }
    }

    @Test("A01: what the plan of any change says is what the reset of its dependents then does", arguments: 0..<3)
    func changes(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: 100 + seed)
        for round in 0..<4 {
            try await changes.make(in: site)
            let before = site.everyFile()
            let file = try TestSite.certificate("branch-12-renewed")
            let groups: [ChangeGroupReport]?
            var dependents = Reset(scope: .all, confirm: true)
            switch (Int(seed) + round) % 3 {
            case 0:
                _ = try await site.send(SetClusterMode(mode: "mixed"))
                groups = try await site.send(SetClusterMode(mode: "non-secure", plan: true)).changes
                _ = try await site.send(SetClusterMode(mode: "non-secure"))
            case 1:
                _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "true"]))
                try await site.accept("branch-12", "branch-12")
                groups = try await site.send(AcceptSRSTCertificate(name: "branch-12", file: file, plan: true)).changes
                _ = try await site.send(AcceptSRSTCertificate(name: "branch-12", file: file))
                dependents = Reset(scope: .srst, name: "branch-12", confirm: true)
            default:
                let text = try TestSite.fixtureText
                groups = try await site.send(ApplySite(text: text, plan: true)).changes
                _ = try await site.send(ApplySite(text: text, confirm: true))
            }
            #expect(site.everyFile() == before)
            _ = try await site.send(dependents)
            try expect(groups ?? [], before, site.everyFile(), "seed \(seed), round \(round)")
        }
    }

    @Test("T02: the plan of a rollback and the difference of two revisions are the truth, too", arguments: 0..<2)
    func rollbacks(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: 200 + seed)
        var files = [1: site.everyFile()]
        for round in 0..<5 {
            try await changes.make(in: site)
            if let revision = try await site.send(Reset(scope: .all, confirm: true)).revision {
                files[revision] = site.everyFile()
            }
            guard let target = files.keys.sorted().randomElement(using: &changes.generator) else { continue }
            let before = site.everyFile()
            let plan = try await site.send(RollbackRevision(revision: "\(target)", plan: true))
            let done = try await site.send(RollbackRevision(revision: "\(target)", confirm: true))
            #expect(site.everyFile() == files[target], "seed \(seed), round \(round)")
            #expect(done.restored == plan.restored)
            try expect(plan.changes, before, site.everyFile(), "seed \(seed), round \(round)")
            if let revision = done.revision { files[revision] = site.everyFile() }
        }
        for (old, before) in files {
            for (new, after) in files where abs(new - old) < 3 {
                let report = try await site.send(DiffRevisions(before: "\(old)", after: "\(new)"))
                try expect(report.changes, before, after, "seed \(seed), revisions \(old) and \(new)")
            }
        }
    }

    @Test("A01: files whose own values all differ are grouped by their bodies once there are too many to compare each")
    func manyOwnValues() async throws {
        let site = try await TestSite.fixture()
        func text(_ edition: String) throws -> String {
            let phones = (0..<520).map { number in
                """
                  - {name: SEP0200000\(String(10000 + number)), protocol: sip, model: "8841", device-pool: HQ, \
                security-profile: sip-plain, owner-user-id: \(edition)-\(number)}

                """
            }
            return "phones:\n" + phones.joined()
        }
        _ = try await site.send(ApplySite(text: text("a")))
        let plan = try await site.send(ApplySite(text: text("b"), plan: true))
        let groups = try #require(plan.changes)
        #expect(groups.map(\.phones.count).reduce(0, +) == 520)
        #expect(groups.count { $0.kind == "changed" } == 500)
        let rest = try #require(groups.first { $0.kind == "changed-alike" })
        #expect(rest.phones.count == 20 && rest.devicePools == ["HQ"])
        #expect(rest.differences.map(\.path) == ["/device/userId", "/device/ownerId"])
    }
}
