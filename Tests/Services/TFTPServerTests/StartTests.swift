import NIOConcurrencyHelpers
import Platform
import TestSupport
import Testing

@testable import TFTPServer

@Suite("Starting the threads", .timeLimit(.patience))
struct StartTests {
    @Test("When a thread cannot be started, those before it stop, and a drain waits for no other", arguments: 0..<4)
    func failingThread(number: Int) async throws {
        var settings = TFTPServerSettings(listenAddresses: [try #require(ListenAddress("127.0.0.1:0"))])
        settings.workers = 4
        let server = try TFTPServer(settings: settings, source: MemoryFiles([:]), observer: Records())
        let address = "\(server.localAddresses[0])"
        var started = 0
        let error = #expect(throws: TFTPServerError.self) {
            try server.start { name, body throws(SystemFailure) in
                guard started < number else { throw SystemFailure(errno: 11) }
                started += 1
                try startThread(named: name, body)
            }
        }
        #expect(error?.code == .system)
        let isDrained = NIOLockedValueBox(false)
        Task {
            await server.drain()
            isDrained.withLockedValue { $0 = true }
        }
        try await eventually("it does not drain") { isDrained.withLockedValue { $0 } }
        // Every socket is closed, those of the workers that never began, too.
        _ = try TestServer(listen: [address])
    }
}
