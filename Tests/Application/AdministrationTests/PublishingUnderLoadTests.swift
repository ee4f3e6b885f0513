import AdminAPI
import Foundation
import NIOConcurrencyHelpers
import Publishing
import Serving
import TFTPServer
import TestSupport
import Testing

/// The engine and the publisher at once: what phones get while an administrator resets again and again.
@Suite("Publishing under load", .timeLimit(.patience))
struct PublishingUnderLoadTests {
    /// Everything a file has been, by the file's name.
    private struct History {
        var versions: [String: Set<[UInt8]>] = [:]

        mutating func note(_ files: [String: [UInt8]]) {
            for (name, bytes) in files { versions[name, default: []].insert(bytes) }
        }
    }

    private struct Silent: TransferObserver {
        func transferEnded(_ record: TransferRecord) {}
    }

    private static let clients = 2_000
    private static let revisions = 30

    @Test("P04: with 2 000 transfers in flight and a revision every 100 ms, each has the bytes of exactly one revision")
    func manyTransfers() async throws {
        let site = try await TestSite.secureFixture()
        var settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        settings.workers = 2
        let server = try TFTPServer(settings: settings, source: site.catalog, observer: Silent())
        try server.start()
        defer { server.stop() }
        let swarm = try #require(ClientSwarm(server: server.localAddresses[0].port, clients: Self.clients))
        // So that those who wait for the others are waited for.
        swarm.options = ["timeout", "5"]
        let names = site.everyFile().keys.sorted()

        // All of them have begun before the first revision.
        swarm.isHolding = true
        for client in 0..<Self.clients { swarm.fetch(names[client % names.count], by: client) }
        while swarm.begun < Self.clients {
            #expect(swarm.step().isEmpty)
            await Task.yield()
        }
        #expect(server.counters.activeTransfers == Self.clients)
        swarm.isHolding = false

        let isPublishing = NIOLockedValueBox(true)
        let publishing = Task {
            defer { isPublishing.withLockedValue { $0 = false } }
            return try await Self.publish(site)
        }
        var got: [ClientSwarm.Finished] = []
        var running = Self.clients
        while running > 0 {
            for finished in swarm.step() {
                got.append(finished)
                if isPublishing.withLockedValue({ $0 }) {
                    swarm.fetch(finished.name, by: finished.client)
                } else {
                    running -= 1
                }
            }
            await Task.yield()
        }
        let history = try await publishing.value

        #expect(got.count >= 2 * Self.clients)
        #expect(got.allSatisfy { $0.error == nil })
        let mixed = got.filter { history.versions[$0.name]?.contains($0.bytes) != true }
        #expect(mixed.isEmpty)
        // The test would say nothing if everybody had got the same revision.
        #expect(Set(got.filter { $0.name == names[0] }.map(\.bytes)).count > 2)
    }

    /// Publishes revisions of every file, each different in several places; what all of them were.
    private static func publish(_ site: TestSite) async throws -> History {
        var history = History()
        history.note(site.everyFile())
        for revision in 1...revisions {
            let start = ContinuousClock.now
            let changed = try TestSite.fixtureText
                .replacingOccurrences(of: "webAccess: \"0\"", with: "webAccess: \"\(revision)\"")
                .replacingOccurrences(of: "cm1.tokyo.example.net", with: "cm\(revision).tokyo.example.net")
            _ = try await site.send(ApplySite(text: changed, confirm: true))
            _ = try await site.send(Reset(scope: .all))
            history.note(site.everyFile())
            try await Task.sleep(until: start + .milliseconds(100), clock: .continuous)
        }
        return history
    }
}
