import ClusterModel
import Glibc
import Serving
import Simulation
import TFTPServer
import TestSupport
import Testing

/// Files in memory.
private struct MemoryFiles: FileSource, TransferObserver {
    let files: [String: FileContent]

    func find(_ name: Span<UInt8>) -> FileLookup {
        let text = String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
        return files[text].map(FileLookup.found) ?? .missing(.notFound)
    }

    func transferEnded(_ record: TransferRecord) {}
}

/// A server on loopback with a file for each phone; it ends with the test.
private final class PhoneServer: Sendable {
    private let server: TFTPServer
    let address: ServerAddress
    let bytes: Int

    init(_ phones: [DeviceName], listen: String = "127.0.0.1:0", singlePort: Bool = false) throws {
        var files: [String: [UInt8]] = [:]
        for (index, phone) in phones.enumerated() {
            // Sizes around multiples of 512, which matter to the end of a transfer.
            files[phone.fileName] = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 1_020 + index % 8)
        }
        bytes = files.values.reduce(0) { $0 + $1.count }
        var settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress(listen))])
        settings.singlePort = singlePort
        let source = MemoryFiles(files: files.mapValues { FileContent(slices: [FileSlice(SharedBytes($0))]) })
        server = try TFTPServer(settings: settings, source: source, observer: source)
        try server.start()
        address = try #require(ServerAddress(server.localAddresses[0].description))
    }

    deinit { server.stop() }
}

@Suite("P02: boot storms against a server on loopback", .timeLimit(.patience))
struct BootStormTests {
    private static let phones = (0..<300 as Range<UInt64>).compactMap { MACAddress(bits: $0).map(DeviceName.init) }

    @Test("Without loss every phone gets its file", arguments: [false, true])
    func lossless(options: Bool) throws {
        let server = try PhoneServer(Self.phones)
        var settings = BootStormSettings(server: server.address, phones: Self.phones)
        settings.behaviour.requestsOptions = options
        let summary = try BootStorm(settings).run()
        #expect(summary.completed == 300 && summary.failed == 0 && summary.completedWithDefault == 0)
        #expect(summary.files == 300 && summary.missing == 4 * 300)
        #expect(summary.bytes == server.bytes)
        #expect(summary.restarts == 0 && summary.lost == 0 && summary.dropped == 0)
        let boot = try #require(summary.boot)
        #expect(boot.p50 <= boot.p99 && boot.p99 <= boot.max)
        #expect(try #require(summary.file).max <= boot.max)
    }

    @Test("With loss in both directions every phone still gets its file", arguments: [0.01, 0.1])
    func loss(probability: Double) throws {
        let server = try PhoneServer(Self.phones)
        var settings = BootStormSettings(server: server.address, phones: Self.phones)
        settings.loss = probability
        settings.seed = 7
        settings.behaviour.retransmissionInterval = 200_000
        settings.behaviour.retransmissions = 50
        let summary = try BootStorm(settings).run()
        #expect(summary.completed == 300)
        #expect(summary.bytes == server.bytes)
        #expect(summary.lost > 0 && summary.retransmits > 0)
    }

    @Test("Phones that nobody knows get the default file, or fail without one")
    func unknownPhones() throws {
        let strangers = (500..<520 as Range<UInt64>).compactMap { MACAddress(bits: $0).map(DeviceName.init) }
        let server = try PhoneServer(Self.phones)
        let summary = try BootStorm(BootStormSettings(server: server.address, phones: strangers)).run()
        #expect(summary.failed == 20)
        #expect(summary.failures == [BootFailure.noConfiguration.rawValue: 20])
    }

    @Test("Phones have a port of their own where they share an address (IPv6), and a server may have a single one")
    func ownPorts() throws {
        let server = try PhoneServer(Self.phones, listen: "[::1]:0", singlePort: true)
        let summary = try BootStorm(BootStormSettings(server: server.address, phones: Self.phones)).run()
        #expect(summary.completed == 300)
        #expect(summary.bytes == server.bytes)
    }

    @Test("A rate spreads the phones over time")
    func rate() throws {
        let phones = Array(Self.phones.prefix(50))
        let server = try PhoneServer(phones)
        var settings = BootStormSettings(server: server.address, phones: phones)
        settings.phonesPerSecond = 100
        var reports: [StormProgress] = []
        let summary = try BootStorm(settings).run { reports.append($0) }
        #expect(summary.completed == 50)
        #expect(summary.seconds >= 0.49)
        #expect(!reports.isEmpty && reports.allSatisfy { $0.phones == 50 && $0.failed == 0 })
    }

    @Test("A port where nobody listens is told at once", arguments: ["127.0.0.1", "[::1]"])
    func nobodyListens(host: String) throws {
        // The server ends here; its port is free a moment later.
        let address = try PhoneServer([], listen: "\(host):0").address
        let isRefused = comesToHold {
            do throws(SimulationError) {
                _ = try BootStorm(BootStormSettings(server: address, phones: Array(Self.phones.prefix(3)))).run()
                return false
            } catch {
                #expect(error.code == .serverUnreachable)
                return true
            }
        }
        #expect(isRefused, "the port stayed open")
    }
}
