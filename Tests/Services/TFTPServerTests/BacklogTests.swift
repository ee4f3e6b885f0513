import Glibc
import Serving
import Synchronization
import TFTPServer
import TestSupport
import Testing

/// A worker that cannot take what another one hands it.
@Suite("A worker that is behind", .timeLimit(.patience))
struct BacklogTests {
    /// Files of which one keeps whoever looks for it.
    private final class StickyFiles: FileSource {
        private let isOpen = Atomic<Bool>(false)
        private let stuck = Atomic<Int>(0)

        var isKeepingSomebody: Bool { stuck.load(ordering: .acquiring) > 0 }

        func keep() { isOpen.store(false, ordering: .releasing) }
        func letGo() { isOpen.store(true, ordering: .releasing) }

        func find(_ name: Span<UInt8>) -> FileLookup {
            guard name.count > 0, name[0] == UInt8(ascii: "s") else { return .missing(.notFound) }
            stuck.add(1, ordering: .acquiringAndReleasing)
            defer { stuck.subtract(1, ordering: .acquiringAndReleasing) }
            while !isOpen.load(ordering: .acquiring) { usleep(1_000) }
            return .missing(.notFound)
        }
    }

    @Test("Requests that it has no room for are dropped and counted, and the clients of the others are served")
    func dropped() throws {
        let files = StickyFiles()
        let (server, port) = try fedServer(files)
        defer {
            files.letGo()
            server.stop()
        }
        let clients = (0..<32).map { _ in TestClient(server: port) }
        // One of the two workers hands requests to the other: that one is kept, and it takes some tries to know which it is.
        let kept = clients.first { client in
            let others = clients.filter { $0 !== client }
            files.keep()
            client.request("sticky")
            guard comesToHold({ files.isKeepingSomebody }) else { return false }
            for other in others { other.request("missing") }
            for _ in 0..<Patience.silence {
                if others.contains(where: { $0.receive(milliseconds: 0) != nil }) { return true }
                usleep(1_000)
            }
            // It was the one that reads.
            files.letGo()
            for client in clients { #expect(client.receive() != nil) }
            return false
        }
        let behind = try #require(kept)
        let isCounted = comesToHold {
            for _ in 0..<1_000 { behind.request("missing") }
            return server.counters[.droppedBacklog] > 0
        }
        #expect(isCounted)
        files.letGo()
        #expect(comesToHold { behind.receive(milliseconds: 0) != nil })
    }

    /// A server of two workers with one socket for requests between them.
    private func fedServer(_ files: some FileSource) throws -> (server: TFTPServer, port: UInt16) {
        let only = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var own = sockaddr_in()
        own.sin_family = sa_family_t(AF_INET)
        own.sin_addr.s_addr = TestClient.loopback.bigEndian
        withUnsafePointer(to: &own) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(only, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var settings = TFTPServerSettings(listenAddresses: [])
        settings.workers = 2
        let server = try TFTPServer(settings: settings, adopting: [only], source: files, observer: Records())
        try server.start()
        return (server, server.localAddresses[0].port)
    }
}
