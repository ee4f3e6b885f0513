import AdminAPI
import Documents
import Foundation
import TestSupport
import Testing

@Suite("T02: comparing files of every kind")
struct ComparisonTests {
    private static let phone = "SEP001122334455"
    private static let certificate = "/device/devicePool/srstInfo/srstCertificate"

    private func golden(_ name: String = phone) throws -> Data {
        try Data(contentsOf: Repository.root.appending(path: "fixtures/golden/mixed/\(name).cnf.xml"))
    }

    @Test("T02: revision against revision, either way, and against what is served or saved")
    func revisions() async throws {
        let site = try await TestSite.secureFixture()
        let forth = try await site.send(DiffFile(phone: Self.phone, ignoreVersionStamp: true, revisions: ["1", "2"]))
        #expect(forth.differences.map(\.path) == [Self.certificate] && forth.differences.first?.kind == "added")
        #expect(forth.before == "revision 1" && forth.after == "revision 2" && forth.unified == nil)
        let back = try await site.send(DiffFile(phone: Self.phone, ignoreVersionStamp: true, revisions: ["2", "1"]))
        #expect(back.differences.map(\.kind) == ["removed"])
        let served = try await site.send(DiffFile(phone: Self.phone, revisions: ["1"]))
        #expect(served.after == "served, revision 2" && served.differences.count == 2)
        _ = try await site.send(
            UpdateObject(noun: .srst, name: "branch-12", fields: ["secure": "false"], confirm: true)
        )
        let saved = try await site.send(
            DiffFile(phone: Self.phone, ignoreVersionStamp: true, revisions: ["1"], saved: true)
        )
        #expect(saved.after == "saved" && saved.differences.map(\.path) == ["/device/devicePool/srstInfo/isSecure"])
    }

    @Test("T02: phone against phone, served or saved or at a revision")
    func phones() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(DiffFile(phone: Self.phone, other: "00:11:22:33:44:57"))
        #expect(report.otherFile == "SEP001122334457.cnf.xml")
        #expect(report.differences.map(\.path).contains(Self.certificate))
        let first = try await site.send(DiffFile(phone: Self.phone, other: "SEP001122334457", revisions: ["1"]))
        #expect(!first.differences.map(\.path).contains(Self.certificate))
        #expect(try await site.send(DiffFile(phone: Self.phone, other: Self.phone, saved: true)).differences.isEmpty)
    }

    @Test("T02: line by line, what is the same to the one is the same to the other, secrets masked")
    func unified() async throws {
        let site = try await TestSite.secureFixture()
        let report = try await site.send(
            DiffFile(phone: Self.phone, ignoreVersionStamp: true, revisions: ["1", "2"], unified: true)
        )
        let lines = try #require(report.unified)
        #expect(lines.first?.hasPrefix("@@ -") == true)
        #expect(lines.filter { $0.hasPrefix("+") }.allSatisfy { $0.contains("<srstCertificate>") })
        #expect(lines.count { $0.hasPrefix("+") } == 1 && !lines.contains { $0.hasPrefix("-") })
        let same = try await site.send(DiffFile(phone: Self.phone, unified: true))
        #expect(same.unified == [] && same.differences.isEmpty)
        let phones = try await site.send(DiffFile(phone: Self.phone, other: "SEP001122334456", unified: true))
        #expect(!(phones.unified ?? []).contains { $0.contains("swordfish") || $0.contains("hidden") })
    }

    @Test("T02: against a golden file on disk, in any layout and with masked passwords")
    func goldenFile() async throws {
        let site = try await TestSite.secureFixture()
        func differences(_ content: Data, saved: Bool = false) async throws -> [String] {
            let golden = DiffFile.Golden(name: "golden.xml", content: content)
            return try await site.send(DiffFile(phone: Self.phone, golden: golden, saved: saved)).differences.map(
                \.path
            )
        }
        #expect(try await differences(golden()).isEmpty)
        let canonical = try await site.send(ShowFile(phone: Self.phone, canonical: true)).text
        #expect(canonical.contains(Document.mask))
        #expect(try await differences(Data(canonical.utf8)).isEmpty)
        let wrong = canonical.replacing("<sshPassword>\(Document.mask)", with: "<sshPassword>guess")
        #expect(try await differences(Data(wrong.utf8)) == ["/device/sshPassword"])
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        #expect(try await differences(golden()).isEmpty)
        #expect(try await !differences(golden(), saved: true).isEmpty)
        let broken = try await site.refusal(
            DiffFile(phone: Self.phone, golden: DiffFile.Golden(name: "golden.xml", content: Data("<a>".utf8)))
        ).error
        #expect(broken.kind == .validation && broken.object == "golden.xml")
    }

    @Test("T02: what does not name two files is refused")
    func contradictions() async throws {
        let site = try await TestSite.secureFixture()
        let golden = DiffFile.Golden(name: "g", content: try golden())
        for request in [
            DiffFile(phone: Self.phone, revisions: ["1", "2", "2"]),
            DiffFile(phone: Self.phone, revisions: ["1", "2"], saved: true),
            DiffFile(phone: Self.phone, other: Self.phone, revisions: ["1", "2"]),
            DiffFile(phone: Self.phone, other: Self.phone, golden: golden),
            DiffFile(phone: Self.phone, golden: golden, revisions: ["1"], saved: true),
        ] {
            #expect(try await site.refusal(request).error.kind == .usage)
        }
    }

    @Test("T02: a whole directory at once: the same, differing, missing and unreadable files are told apart")
    func verify() async throws {
        let site = try await TestSite.secureFixture()
        func file(_ name: String, _ content: Data) -> VerifyFiles.File {
            VerifyFiles.File(file: name, content: content)
        }
        let all = try site.everyFile().keys.map { file($0.lowercased(), try golden(String($0.dropLast(8)))) }
        #expect(try await site.send(VerifyFiles(files: all, bytes: true)).same == 13)
        let old = try await site.send(VerifyFiles(files: all, revision: "1", ignoreVersionStamp: true))
        #expect(old.same == 9 && old.mismatches.map(\.kind) == Array(repeating: "differs", count: 4))
        #expect(old.mismatches.allSatisfy { $0.differences == 1 && $0.first == Self.certificate })
        let text = String(decoding: try golden(), as: UTF8.self)
        let report = try await site.send(
            VerifyFiles(files: [
                file("SEP0011223344AA.cnf.xml", Data("<device/>".utf8)), file("SEPnobody.cnf.xml", Data()),
                file("\(Self.phone).cnf.xml", Data("<device>".utf8)),
                file("\(Self.phone).cnf.xml", Data(text.replacing("\n", with: "\n\n").utf8)),
            ])
        )
        #expect(report.same == 1 && report.mismatches.map(\.kind) == ["missing", "missing", "unreadable"])
        let bytes = try await site.send(
            VerifyFiles(
                files: [file("\(Self.phone).cnf.xml", Data(text.replacing("\n", with: "\n\n").utf8))],
                bytes: true
            )
        )
        #expect(bytes.mismatches.map(\.differences) == [nil] && bytes.mismatches.map(\.kind) == ["differs"])
        _ = try await site.send(SetClusterMode(mode: "non-secure"))
        #expect(try await site.send(VerifyFiles(files: all, saved: true)).same == 3)
        #expect(try await site.refusal(VerifyFiles(files: all, revision: "9")).error.kind == .notFound)
        #expect(try await site.send(ListFiles(saved: true)).files.count == 13)
    }

    @Test("T02: two stores with the same saved state and as-of second publish the same revision")
    func deterministic() async throws {
        let first = try await TestSite.secureFixture()
        let second = try await TestSite.secureFixture()
        let reports = [
            try await first.send(ShowRevision(revision: "2")), try await second.send(ShowRevision(revision: "2")),
        ]
        #expect(reports[0] == reports[1])
    }
}
