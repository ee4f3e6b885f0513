import Glibc
import NIOConcurrencyHelpers
import Serving
import TFTPServer
import TestSupport
import Testing

/// A server on loopback with files in memory; it ends with the test.
final class TestServer: Sendable {
    let server: TFTPServer
    let source: MemoryFiles
    let records = Records()

    /// Where servers listen that need not listen elsewhere; CNFD_TEST_LISTEN=[::1]:0 repeats their tests over IPv6.
    static let loopback = getenv("CNFD_TEST_LISTEN").map { String(cString: $0) } ?? "127.0.0.1:0"

    var port: UInt16 { server.localAddresses[0].port }
    var isIPv6: Bool { server.localAddresses[0].isIPv6 }

    init(
        _ files: [String: [UInt8]] = [:],
        listen: [String] = [TestServer.loopback],
        also: (any FileSource)? = nil,
        _ change: (inout TFTPServerSettings) -> Void = { _ in }
    ) throws {
        var settings = TFTPServerSettings(listenAddresses: listen.compactMap { ListenAddress($0) })
        settings.drainTimeoutSeconds = 2
        change(&settings)
        let memory = MemoryFiles(files)
        source = memory
        let layers: any FileSource = also.map { LayeredFileSource([memory, $0]) } ?? memory
        server = try TFTPServer(settings: settings, source: layers, observer: records)
        try server.start()
    }

    deinit { server.stop() }

    func client(address: UInt32 = TestClient.loopback, port own: UInt16 = 0) -> TestClient {
        TestClient(server: port, isIPv6: isIPv6, address: address, port: own)
    }
}

extension TestServer {
    /// Whether a counter comes to stand at `count`; gives up after a while.
    func counts(_ counter: TFTPServerCounter, _ count: Int) -> Bool { counts([counter], count) }

    /// Whether counters together come to `count`.
    func counts(_ counters: [TFTPServerCounter], _ count: Int) -> Bool {
        var sum: Int { counters.reduce(0) { $0 + server.counters[$1] } }
        return comesToHold { sum >= count } && sum == count
    }

    /// Returns when everything that was sent before has been handled and answered, by a server of one worker: what a client
    /// has not got by now does not come.
    ///
    /// Two malformed requests are counted on the way.
    func settle() {
        let client = client()
        // The answers of one round leave one socket after the other, those of the next after them all.
        for _ in 0..<2 {
            client.send([0, 1])
            #expect(client.receive()?.number == 4)
        }
    }
}

/// Files in memory that can be exchanged.
final class MemoryFiles: FileSource {
    private let files: NIOLockedValueBox<[String: FileContent]>

    init(_ files: [String: [UInt8]]) {
        self.files = NIOLockedValueBox(files.mapValues { FileContent(slices: [FileSlice(SharedBytes($0))]) })
    }

    func put(_ content: FileContent, as name: String) { files.withLockedValue { $0[name] = content } }

    func find(_ name: Span<UInt8>) -> FileLookup {
        let text = String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
        let found = files.withLockedValue { $0[text] }
        return found.map(FileLookup.found) ?? .missing(text.hasPrefix("SEP") ? .notPublished : .notFound)
    }
}

/// What the server reported.
final class Records: TransferObserver {
    private let records = NIOLockedValueBox<[TransferRecord]>([])

    var all: [TransferRecord] { records.withLockedValue { $0 } }

    private let suspected = NIOLockedValueBox<[String]>([])
    /// The addresses that were suspected of enumeration.
    var suspects: [String] { suspected.withLockedValue { $0 } }

    func transferEnded(_ record: TransferRecord) { records.withLockedValue { $0.append(record) } }
    func enumerationSuspected(client: String) { suspected.withLockedValue { $0.append(client) } }

    /// The records, once there are as many.
    func wait(for count: Int) async -> [TransferRecord] {
        try? await eventually("records are missing") { all.count >= count }
        return all
    }
}

/// Bytes that tell where they stand.
func pattern(_ count: Int, seed: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 >> 8) ^ $0 &* 7 &+ seed) }
}

/// Files that take their time, so that a queue forms.
final class SlowFiles: FileSource {
    func find(_ name: Span<UInt8>) -> FileLookup {
        usleep(2_000)
        return .missing(.notFound)
    }
}

/// Whether the tests may use privileged ports.
let isRoot = geteuid() == 0
