import Foundation
import Serving
import StaticFiles
import TFTPServer
import Testing

/// Requests for static files that nobody answers for.
@Suite("P05: open files of clients that do not answer")
struct UnansweredFilesTests {
    private let root: URL
    private let share = OpenFileShare(most: 4)

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "tftp-files-\(UInt64.random(in: 0...(.max)))")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for number in 0..<8 { try Data(pattern(1_000)).write(to: root.appending(path: "file\(number)")) }
    }

    private func server(_ change: (inout TFTPServerSettings) -> Void = { _ in }) throws -> TestServer {
        try TestServer(["memory": pattern(100)], also: StaticDirectory(path: root.path(), share: share), change)
    }

    @Test("They keep no descriptor for long when others want one, and what is in memory is served all the while")
    func givenUp() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let server = try server()
        // With a timeout of their own they would stay for half a minute.
        let silent = (0..<4).map { _ in server.client() }
        for (number, client) in silent.enumerated() {
            client.request("file\(number)", ["timeout", "10"])
            #expect(client.receive() != nil)
        }
        let late = server.client()
        late.request("file4")
        #expect(server.counts(.droppedOpenFiles, 1))
        #expect(server.client().download("memory").bytes == pattern(100))
        // One whose file somebody has open already needs no descriptor of its own.
        #expect(server.client().download("file0").bytes == pattern(1_000))
        // Its client asks again, as TFTP clients do, until the others have had their second.
        var got = late.download("file4")
        for _ in 0..<100 where got.bytes != pattern(1_000) { got = server.client().download("file4") }
        #expect(got.bytes == pattern(1_000))
        #expect(server.counts(.abandoned, 4))
        // Beside the four given up, three files were fetched.
        #expect(await server.records.wait(for: 7).contains { $0.reason == .openFiles })
        for _ in 0..<1_000 where share.count > 0 { usleep(10_000) }
        #expect(share.count == 0)
    }

    @Test("One address has only so many of them; an ACK makes room")
    func perAddress() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let server = try server { $0.maximumUnacknowledgedFiles = 2 }
        let clients = (0..<2).map { _ in server.client() }
        var ports: [UInt16] = []
        for (number, client) in clients.enumerated() {
            client.request("file\(number)")
            ports.append(try #require(client.receive()).port)
        }
        server.client().request("file2")
        #expect(server.counts(.droppedUnacknowledged, 1))
        #expect(server.client().download("memory").bytes == pattern(100))
        clients[0].acknowledge(1, to: ports[0])
        #expect(try #require(clients[0].receive()).number == 2)
        #expect(server.client().download("file2").bytes == pattern(1_000))
    }
}
