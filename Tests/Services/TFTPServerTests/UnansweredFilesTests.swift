import Foundation
import Serving
import StaticFiles
import TFTPServer
import TestSupport
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
        // It asks again, as TFTP clients do, until the others have had their second; then it is served at once.
        let answer = try await awaited("the late client hears nothing") {
            late.request("file4")
            try await Task.sleep(for: .milliseconds(100))
            return late.receive(milliseconds: 0)
        }
        late.send([0, 5, 0, 0, 0], to: answer.port)
        #expect(answer.opcode == 3)
        #expect(answer.data == Array(pattern(1_000).prefix(512)))
        #expect(server.counts(.abandoned, 4))
        // Beside the four given up, two files were fetched.
        #expect(await server.records.wait(for: 6).contains { $0.reason == .openFiles })
        late.acknowledge(1, to: answer.port)
        late.acknowledge(2, to: answer.port)
        for _ in 0..<1_000 where share.count > 0 { usleep(10_000) }
        #expect(share.count == 0)
    }

    @Test("One that nobody wants the room of is closed, too, long before what is in memory is given up")
    func closedSoon() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let server = try server()
        let (memory, files) = (server.client(), ["1", "255"].map { (client: server.client(), timeout: $0) })
        memory.request("memory")
        #expect(memory.receive() != nil)
        for (number, file) in files.enumerated() {
            file.client.request("file\(number)", ["timeout", file.timeout])
            #expect(file.client.receive() != nil)
        }
        let records = await server.records.wait(for: 2)
        #expect(Set(records.prefix(2).map { "\($0.file)" }) == ["file0", "file1"])
        #expect(records.prefix(2).allSatisfy { $0.outcome == .abandoned && $0.reason == .timeout })
        #expect(server.counts(.abandoned, 2))
        #expect(comesToHold { share.count == 0 })
    }

    @Test("One address has only so many different ones: the oldest makes way, and an ACK makes room")
    func perAddress() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let server = try server { $0.maximumUnacknowledgedFiles = 2 }
        let clients = (0..<4).map { _ in server.client() }
        var ports: [UInt16] = []
        // The last asks for a file that somebody has been sent already.
        for (client, name) in zip(clients, ["file0", "file1", "file2", "file2"]) {
            client.request(name)
            ports.append(try #require(client.receive()).port)
        }
        let gone = try #require(await server.records.wait(for: 1).first)
        #expect(gone.reason == .crowdedOut && gone.file.description == "file0")
        #expect(server.client().download("memory").bytes == pattern(100))
        clients[1].acknowledge(1, to: ports[1])
        #expect(try #require(clients[1].receive()).number == 2)
        #expect(server.client().download("file3").bytes == pattern(1_000))
        #expect(server.counts(.crowdedOut, 1))
    }
}
