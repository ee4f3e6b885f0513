import Foundation
import TestSupport
import Testing

/// docs/tftp-conformance.md names, for each of the 140 cases, the tests that hold it; this keeps it true.
///
/// A case's tests are those whose names carry its id. CNFD_RECORD_GOLDEN=1 writes them into the table.
@Suite("P02: the table of conformance")
struct ConformanceTests {
    /// The families of cases and how many of each there are; the block sizes have no 07 to 10.
    private static let cases: [(family: String, numbers: [Int])] = [
        ("REQ", Array(1...25)), ("TID", Array(1...9)), ("XFR", Array(1...19)), ("NAS", Array(1...5)),
        ("OPT", Array(1...17)), ("BLK", Array(1...6) + Array(11...19)), ("TSZ", Array(1...5)), ("TMO", Array(1...5)),
        ("WIN", Array(1...13)), ("ROL", [1, 2]), ("SEC", Array(1...21)), ("PHN", [1, 2]), ("LOD", [1, 2]),
    ]
    /// Cases of the state machine and the option parser, which also have a test without a server.
    private static let familiesWithUnitTests: Set = ["XFR", "OPT", "BLK", "TSZ", "TMO", "WIN", "ROL"]
    /// Of those, the ones that are about bytes, packets or sockets, which the state machine never sees.
    private static let seenByServersOnly: Set = [
        "XFR-01", "XFR-16", "XFR-17", "OPT-09", "OPT-16",
    ]

    private static let table = Repository.root.appending(path: "docs/tftp-conformance.md")

    /// The tests of one case.
    private struct Coverage: Equatable {
        var server: [String] = []
        var unit: [String] = []

        var text: String {
            let all = (server.sorted() + unit.sorted()).map { "`\($0)`" }
            return all.joined(separator: ", ")
        }
    }

    @Test("Every case has a test against a server, and those of the state machine one without; the table names them")
    func complete() throws {
        let coverage = try Self.coverage()
        let ids = Self.cases.flatMap { family, numbers in
            numbers.map { family + "-" + ($0 < 10 ? "0" : "") + String($0) }
        }
        #expect(ids.count == 140)
        for id in ids {
            #expect(coverage[id]?.server.isEmpty == false, "no test against a server: \(id)")
            guard Self.familiesWithUnitTests.contains(String(id.prefix(3))) else { continue }
            guard !Self.seenByServersOnly.contains(id) else { continue }
            #expect(coverage[id]?.unit.isEmpty == false, "no test of the state machine: \(id)")
        }
        let written = try String(contentsOf: Self.table, encoding: .utf8)
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let expected = lines.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            let id = cells.count > 3 ? cells[1].trimmingCharacters(in: .whitespaces) : ""
            guard let tests = coverage[id], ids.contains(id) else { return line }
            return "| \(id) |\(cells[2])| \(tests.text) |"
        }
        #expect(ids.filter { id in !lines.contains { $0.hasPrefix("| \(id) |") } }.isEmpty)
        guard !Golden.isRecording else {
            try expected.joined(separator: "\n").write(to: Self.table, atomically: true, encoding: .utf8)
            Golden.recorded("the table")
            return
        }
        for (line, wanted) in zip(lines, expected) { #expect(line == wanted) }
    }

    /// The tests of every case, by the names in the sources.
    private static func coverage() throws -> [String: Coverage] {
        var coverage: [String: Coverage] = [:]
        let tests = Repository.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
        for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
            let isServer = file.path().contains("/TFTPServerTests/") || file.path().contains("/IntegrationTests/")
            let suite = file.deletingPathExtension().lastPathComponent
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: #/@Test\(\s*"([^"]*)"[\s\S]*?func (\w+)\(/#) {
                let name = "\(suite).\(match.2)"
                for id in ids(in: String(match.1)) {
                    if isServer { coverage[id, default: Coverage()].server.append(name) }
                    if !isServer { coverage[id, default: Coverage()].unit.append(name) }
                }
            }
        }
        return coverage
    }

    /// The cases that a test's name carries: `XFR-01`, and all of `XFR-01 to XFR-03`.
    private static func ids(in name: String) -> Set<String> {
        var ids: Set<String> = []
        for match in name.matches(of: #/([A-Z]{3})-(\d\d)(?: to [A-Z]{3}-(\d\d))?/#) {
            guard let first = Int(match.2), let last = Int(match.3 ?? match.2), first <= last else { continue }
            for number in first...last { ids.insert("\(match.1)-" + (number < 10 ? "0" : "") + String(number)) }
        }
        return ids
    }
}
