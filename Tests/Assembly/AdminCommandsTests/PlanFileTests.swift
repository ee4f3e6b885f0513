import Documents
import Foundation
import TestSupport
import Testing

@testable import AdminCommands

@Suite("A kept plan's file")
struct PlanFileTests {
    @Test("It takes the place of an earlier plan, and of nothing else: a site file that is named by mistake stays")
    func place() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plan-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = folder.appending(path: "plan").path
        try PlanFile.write("cnfd-plan 1 abc\n{}\n", to: plan)
        try PlanFile.write("cnfd-plan 1 def\n{}\n", to: plan)
        #expect(try String(contentsOfFile: plan, encoding: .utf8) == "cnfd-plan 1 def\n{}\n")
        for other in ["phones:\n- name: SEP001122334455\n", "", "cnfd"] {
            let site = folder.appending(path: "site.yaml")
            try Data(other.utf8).write(to: site)
            let refusal = #expect(throws: Problem.self) { try PlanFile.write("cnfd-plan 1 abc\n", to: site.path) }
            #expect(refusal?.code == "file-exists")
            #expect(try String(contentsOf: site, encoding: .utf8) == other)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
}
