import AdminAPI
import Documents
import SiteFiles
import TestSupport
import Testing

@Suite("A05: what is opened for editing, and the conflict when somebody else was faster")
struct OpenSiteTests {
    @Test(
        "The whole site is what export writes, without its position, with every object's version",
        arguments: [nil] + ObjectNoun.allCases
    )
    func opened(_ noun: ObjectNoun?) async throws {
        let site = try await TestSite.fixture()
        let opened = try await site.send(OpenSite(noun: noun))
        let export = try await site.send(ExportSite())
        if let noun {
            #expect(Set(opened.versions.map(\.noun)) == [noun])
        } else {
            let exported = try SiteFile.read(export.text).withoutNulls
            #expect(try SiteFile.read(opened.text) == exported.merging(["position": nil]))
        }
        let count = try SiteFile.read(opened.text).entries.reduce(0) { $0 + max(1, $1.value.values.count) }
        #expect(opened.versions.count == count)
        // What is opened and given back changes nothing.
        let report = try await site.send(ApplySite(text: opened.text, versions: opened.versions))
        #expect(report.created.isEmpty && report.updated.isEmpty && report.unchanged == count)
    }

    @Test("Named objects come in the order they were named; a name that is not there is refused with the nearest")
    func named() async throws {
        let site = try await TestSite.fixture()
        let opened = try await site.send(OpenSite(noun: .srst, names: ["branch-20", "branch-12"]))
        #expect(opened.versions.map(\.name) == ["branch-20", "branch-12"])
        #expect(
            try await site.refusal(OpenSite(noun: .srst, names: ["brnch-20"])).error.hint == "Did you mean branch-20?"
        )
    }

    @Test("4: an object with another version, or none any more, lets nothing be applied")
    func conflict() async throws {
        let site = try await TestSite.fixture()
        let opened = try await site.send(OpenSite(noun: .srst))
        let edited = opened.text.replacing("127.0.12.1", with: "127.0.12.3")
        _ = try await site.send(UpdateObject(noun: .srst, name: "branch-20", fields: ["secure": true]))
        let before = try await site.send(ExportSite()).text
        let late = try await site.refusal(ApplySite(text: edited, versions: opened.versions)).error
        #expect(late.kind == .conflict && late.code == "version-conflict" && late.object == "srst branch-20")
        _ = try await site.send(DeleteObject(noun: .srst, name: "branch-20", detach: true))
        let gone = try await site.refusal(ApplySite(text: edited, versions: opened.versions)).error
        #expect(gone.kind == .conflict && gone.object == "srst branch-20")
        #expect(try await site.send(ExportSite()).text != before)
    }
}

extension Document {
    /// This document without its empty fields.
    fileprivate var withoutNulls: Document {
        switch content {
        case .mapping(let entries):
            .mapping(
                entries.filter { $0.value.content != .null }.map { Entry($0.key, $0.value.withoutNulls) }
            )
        case .list(let values): .list(values.map(\.withoutNulls))
        case .null, .bool, .integer, .string, .secret: self
        }
    }
}
