import ClusterModel
import Documents
import Foundation
import SiteFiles
import TestSupport
import Testing

@Suite("Daemons on the fixtures, the demo and the benchmarks have gateways on loopback alone")
struct FixtureAddressTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    }

    /// Every file below these directories.
    private static func files(_ directories: [String], endings: [String]) throws -> [String] {
        try directories.flatMap { directory in
            try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appending(path: directory).path)
                .filter { path in endings.contains { path.hasSuffix($0) } }.map { "\(directory)/\($0)" }
        }
    }

    private static func isLoopback(_ address: some StringProtocol) -> Bool {
        address.hasPrefix("127.") || ["::1", "localhost", "0.0.0.0"].contains(String(address))
    }

    @Test("The fixture site: cnfd asks its gateways as soon as it starts")
    func site() throws {
        let document = try SiteFile.read(Self.text("fixtures/site.yaml"))
        let site = Site(document, collector: ProblemCollector(), restoring: { $1 })
        let addresses = site.srstReferences.flatMap(\.object.distinctAddresses)
        #expect(addresses.count >= 5)
        for address in addresses { #expect(Self.isLoopback(address.text), "\(address)") }
    }

    @Test("Scripts and benchmarks name no address of another machine at all")
    func scripts() throws {
        let files = try Self.files(["scripts", "Benchmarks", ".ci"], endings: [".sh", ".py", ".c", ".h", "run"])
        #expect(files.count >= 8)
        // Documentation addresses that network namespaces of their own are given, from which nothing leaves.
        let ours = [
            "Benchmarks/tftp.sh": ["192.0.2.1"],
            "Benchmarks/tunnel.h": ["192.0.2.1", "198.51.100.1", "203.0.113.1"],
            "Benchmarks/emulator.c": ["192.0.2.1", "198.51.100.1"],
            "Benchmarks/emulated.py": ["192.0.2.1", "198.51.100.1"],
        ]
        for file in files {
            for match in try Self.text(file).matches(of: /\b\d{1,3}(?:\.\d{1,3}){3}\b/) {
                let isKnown = Self.isLoopback(match.output) || ours[file]?.contains(String(match.output)) == true
                #expect(isKnown, "\(file): \(match.output)")
            }
        }
    }

    @Test("Sites and commands that start a daemon's gateways give them loopback addresses")
    func gateways() throws {
        let tests = try Self.files(["Tests/Programs/IntegrationTests"], endings: [".swift"])
            // What is about other addresses.
            .filter { !$0.hasSuffix("/LoopbackOnlyTests.swift") }
        let pages = try Self.files(["docs"], endings: [".md"]) + ["README.md"]
        let scripts = try Self.files(["scripts", "Benchmarks"], endings: [".sh", ".py"])
        // --sip ADDRESS and --sccp ADDRESS, as a shell and as Swift write them; sip: [{address: ADDRESS}].
        let patterns = [
            /--(?:sip|sccp)["',\s]+(?:address=)?["']?\[?(?<address>[0-9a-fA-F]+[.:][0-9a-fA-F.:]+)/,
            /(?:sip|sccp)["']?:\s*(?:\[\{|-\s)["']?address["']?:\s*["']?(?<address>[0-9a-zA-Z.:]+)/,
        ]
        for file in tests + pages + scripts {
            for pattern in patterns {
                for match in try Self.text(file).matches(of: pattern) {
                    #expect(Self.isLoopback(match.output.address), "\(file): \(match.output.0)")
                }
            }
        }
    }
}
