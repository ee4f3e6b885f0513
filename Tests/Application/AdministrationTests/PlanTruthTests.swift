import AdminAPI
import ClusterModel
import Documents
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
            if group.capfFile { told["CAPF.der"] = group }
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
        #expect(told.keys.sorted() == names.filter { before[$0] != after[$0] }.sorted(), comment)
        for (name, group) in told {
            switch (before[name], after[name]) {
            case (_?, _?) where name == "CAPF.der":
                #expect(group.kind == "changed" && group.differences.map(\.path) == ["SHA-256"], comment)
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

    @Test("A01: random changes, then a plan, then the reset: the same files, the same differences", arguments: 0..<8)
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
            #expect(done.published == plan.published && done.withdrawn == plan.withdrawn && done.changes == nil)
            try expect(plan.changes ?? [], before, site.everyFile(), "seed \(seed), round \(round)")
            #expect(try await site.reopened().everyFile() == site.everyFile(), "seed \(seed), round \(round)")
        }
    }

    @Test("A01: what the plan of any change says is what it and the reset of its dependents then do", arguments: 0..<8)
    func changes(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: 100 + seed)
        for round in 0..<5 {
            try await changes.make(in: site)
            let comment: Comment = "seed \(seed), round \(round)"
            var dependents = [Reset(scope: .all, confirm: true)]
            let groups: [ChangeGroupReport]?
            let before: [String: [UInt8]]
            switch (Int(seed) + round) % 8 {
            case 0:
                _ = try await site.send(SetClusterMode(mode: "mixed"))
                before = site.everyFile()
                groups = try await site.send(SetClusterMode(mode: "non-secure", plan: true)).changes
                _ = try await site.send(SetClusterMode(mode: "non-secure"))
            case 1:
                let file = try TestSite.certificate("branch-12-renewed")
                _ = try await site.send(UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "true"]))
                try await site.accept("branch-12", "branch-12")
                before = site.everyFile()
                groups = try await site.send(AcceptSRSTCertificate(name: "branch-12", file: file, plan: true)).changes
                _ = try await site.send(AcceptSRSTCertificate(name: "branch-12", file: file))
                dependents = [Reset(scope: .srst, name: "branch-12", confirm: true)]
            case 2:
                before = site.everyFile()
                let names = (changes.phone(), changes.phone())
                let plan = ReplacePhone(name: names.0, newName: names.1, plan: true)
                guard let report = try await planned(plan, in: site) else { continue }
                groups = report.changes
                _ = try await site.send(ReplacePhone(name: names.0, newName: names.1))
                dependents = [names.0, names.1].map { Reset(scope: .phone, name: $0, confirm: true) }
            case 3:
                before = site.everyFile()
                let name = changes.phone()
                let plan = DeleteObject(noun: .phone, name: name, plan: true)
                guard let report = try await planned(plan, in: site) else { continue }
                groups = report.changes
                _ = try await site.send(DeleteObject(noun: .phone, name: name))
                dependents = []
            case 4:
                before = site.everyFile()
                let csv = changes.csv()
                groups = try await site.importCSV(csv, keepGoing: true, plan: true, confirm: true).report.changes
                _ = try await site.importCSV(csv, keepGoing: true, confirm: true)
            case 5:
                before = site.everyFile()
                let names = (changes.phone(), changes.phone())
                let plan = CopyObject(noun: .phone, name: names.0, newName: names.1, plan: true)
                guard let report = try await planned(plan, in: site) else { continue }
                groups = report.changes
                _ = try await site.send(CopyObject(noun: .phone, name: names.0, newName: names.1))
                dependents = [Reset(scope: .phone, name: names.1, confirm: true)]
            case 6:
                before = site.everyFile()
                let root = try Data(
                    contentsOf: Fixtures.url("trust/\(changes.generator.pick(["capf", "capf-renewed"])).pem")
                )
                let plan = try await site.send(SetCAPF(file: root, plan: true))
                _ = try await site.send(SetCAPF(file: root))
                // A root that is set already changes nothing, whatever else waits for a reset.
                guard plan.unchanged == 0 else { continue }
                groups = plan.changes
            default:
                before = site.everyFile()
                let text = try TestSite.fixtureText
                groups = try await site.send(ApplySite(text: text, plan: true)).changes
                _ = try await site.send(ApplySite(text: text, confirm: true))
            }
            for reset in dependents { _ = try await site.send(reset) }
            try expect(groups ?? [], before, site.everyFile(), comment)
            #expect(try await site.reopened().everyFile() == site.everyFile(), comment)
        }
    }

    /// The plan of a change; none when the change is refused.
    private func planned<Request: AdminRequest>(
        _ plan: Request,
        in site: TestSite
    ) async throws -> Request.Response? {
        do {
            return try await site.send(plan)
        } catch is ProblemReport {
            return nil
        }
    }

    @Test("T02: the plan of a rollback and the difference of two revisions are the truth, too", arguments: 0..<6)
    func rollbacks(_ seed: UInt64) async throws {
        let site = try await TestSite.fixture()
        var changes = RandomChanges(seed: 200 + seed)
        var files: [RevisionNumber: [String: [UInt8]]] = [1: site.everyFile()]
        for round in 0..<5 {
            try await changes.make(in: site)
            if let revision = try await site.send(Reset(scope: .all, confirm: true)).revision {
                files[revision] = site.everyFile()
            }
            guard let target = files.keys.sorted().randomElement(using: &changes.generator) else { continue }
            let before = site.everyFile()
            let plan = try await site.send(RollbackRevision(revision: "\(target)", plan: true))
            let done = try await site.send(RollbackRevision(revision: "\(target)", confirm: true))
            // Who has been deleted since stays as it is, and so does what has come.
            let phones = try await site.send(ListObjects(noun: .phone)).objects.compactMap { $0.fields["name"]?.text }
            let kept =
                Set(phones).subtracting(done.newer).map { $0 + ".cnf.xml" } + ["XMLDefault.cnf.xml"]
                + ["CAPF.der"].filter { files[target]?[$0] != nil }
            let whole = (files[target] ?? [:]).filter { kept.contains($0.key) }
                .merging(before.filter { !kept.contains($0.key) }) { first, _ in first }
            #expect(site.everyFile() == whole, "seed \(seed), round \(round)")
            #expect(try await site.reopened().everyFile() == whole, "seed \(seed), round \(round)")
            #expect(done.deleted.allSatisfy { before[$0 + ".cnf.xml"] == nil })
            #expect(done.restored == plan.restored)
            try expect(plan.changes, before, site.everyFile(), "seed \(seed), round \(round)")
            if let revision = done.revision { files[revision] = site.everyFile() }
        }
        for (old, before) in files {
            for (new, after) in files where abs(new.rawValue - old.rawValue) < 3 {
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
