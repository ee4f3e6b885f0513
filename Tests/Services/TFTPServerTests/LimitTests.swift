import Serving
import TFTPServer
import Testing

@Suite("Limits of a server")
struct LimitTests {
    @Test("Beyond the largest number of transfers the oldest that has acknowledged nothing makes way, and no other")
    func transferLimit() async throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.maximumTransfers = 3 }
        let clients = (0..<5).map { _ in server.client() }
        var firsts: [TestClient.Datagram] = []
        for client in clients.prefix(3) {
            client.request("file")
            firsts.append(try #require(client.receive()))
        }
        // The oldest of all, which goes on.
        clients[0].acknowledge(1, to: firsts[0].port)
        #expect(try #require(clients[0].receive()).number == 2)
        clients[3].request("file")
        firsts.append(try #require(clients[3].receive()))
        #expect(server.counts(.crowdedOut, 1))
        let gone = try #require(await server.records.wait(for: 1).first)
        #expect(gone.outcome == .abandoned && gone.reason == .crowdedOut)
        #expect(gone.client.port == clients[1].port)
        // Once all have acknowledged something, nobody makes way.
        for index in [2, 3] {
            clients[index].acknowledge(1, to: firsts[index].port)
            #expect(try #require(clients[index].receive()).number == 2)
        }
        clients[4].request("file")
        #expect(server.counts(.droppedTransferLimit, 1))
        for index in [0, 2, 3] { clients[index].acknowledge(2, to: firsts[index].port) }
        #expect(clients[4].download("file").bytes == pattern(1_000))
        #expect(server.counts(.fetched, 4))
        #expect(server.server.counters[.crowdedOut] == 1)
    }

    @Test("Misses are answered even when there are too many transfers")
    func missesUnderOverload() throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.maximumTransfers = 0 }
        #expect(server.client().download("missing").error == 1)
    }

    @Test("Of one name to one address the oldest unacknowledged transfer makes way; an ACK makes room")
    func unacknowledgedPerName() throws {
        let server = try TestServer(["file": pattern(1_000), "other": pattern(10)]) {
            $0.maximumUnacknowledgedPerName = 3
        }
        let clients = (0..<4).map { _ in server.client() }
        var ports: [UInt16] = []
        for client in clients {
            client.request("file")
            ports.append(try #require(client.receive()).port)
        }
        #expect(server.counts(.crowdedOut, 1))
        #expect(server.client().download("other").bytes == pattern(10))
        for index in 1...2 {
            clients[index].acknowledge(1, to: ports[index])
            #expect(try #require(clients[index].receive()).number == 2)
        }
        #expect(server.client().download("file").bytes == pattern(1_000))
        #expect(server.server.counters[.crowdedOut] == 1)
    }

    @Test("The spellings of a name are one name to the limit")
    func spellings() throws {
        try spellings(["SEP001122334455.cnf.xml", "sep001122334455.CNF.xml", "/SEP001122334455.cnf.xml"])
        try spellings(["loads/a.bin", "loads\\a.bin", "loads//./a.bin"])
    }

    private func spellings(_ names: [String]) throws {
        let server = try TestServer(Dictionary(uniqueKeysWithValues: names.map { ($0, pattern(1_000)) })) {
            $0.maximumUnacknowledgedPerName = 2
        }
        let clients = names.map { _ in server.client() }
        for (client, name) in zip(clients, names) {
            client.request(name)
            #expect(client.receive() != nil)
        }
        #expect(server.counts(.crowdedOut, 1))
    }

    @Test("To one /24 the oldest unacknowledged transfer makes way, other networks' stay")
    func unacknowledgedPerPrefix() async throws {
        let server = try TestServer(["file": pattern(1_000)], listen: ["0.0.0.0:0"]) {
            $0.maximumUnacknowledgedPerPrefix = 2
        }
        let clients = [0x7F00_0205, 0x7F00_0105, 0x7F00_0106, 0x7F00_0107].map { server.client(address: $0) }
        for client in clients {
            client.request("file")
            #expect(client.receive() != nil)
        }
        let gone = try #require(await server.records.wait(for: 1).first)
        #expect(gone.reason == .crowdedOut && gone.client.host == "127.0.1.5")
        #expect(server.counts(.crowdedOut, 1))
    }

    @Test("Only the allowed networks are served; others get no answer")
    func allowedSubnets() throws {
        let server = try TestServer(["file": pattern(10)], listen: ["0.0.0.0:0"]) {
            $0.allowedSubnets = ["127.0.1.0/24", "127.0.2.7"].compactMap { Subnet($0) }
        }
        #expect(server.client(address: 0x7F00_0105).download("file").bytes == pattern(10))
        #expect(server.client(address: 0x7F00_0207).download("file").bytes == pattern(10))
        let outsider = server.client(address: 0x7F00_0208)
        outsider.request("file")
        #expect(server.counts(.droppedSubnet, 1))
    }

    @Test("Asking for many unpublished phones is noticed once, asking for few often is not")
    func enumeration() async throws {
        let server = try TestServer([:], listen: ["0.0.0.0:0"])
        let phone = server.client(address: 0x7F00_0009)
        for _ in 0..<100 { _ = phone.download("SEP001122334455.cnf.xml") }
        #expect(server.server.counters[.enumerations] == 0)
        let guesser = server.client()
        for number in 0..<100 { _ = guesser.download("SEP0011223344\(10 + number % 90)\(number).cnf.xml") }
        #expect(server.server.counters[.enumerations] == 1)
        #expect(server.records.suspects == ["127.0.0.1"])
    }
}
