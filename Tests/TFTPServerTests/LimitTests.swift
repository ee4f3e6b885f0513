import TFTPServer
import Testing

@Suite("Limits of a server")
struct LimitTests {
    @Test("Beyond the largest number of transfers new requests are dropped, and the running ones finish")
    func transferLimit() throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.maximumTransfers = 2 }
        let clients = (0..<3).map { _ in server.client() }
        var firsts: [TestClient.Datagram] = []
        for client in clients.prefix(2) {
            client.request("file")
            firsts.append(try #require(client.receive()))
        }
        clients[2].request("file")
        #expect(server.counts(.droppedTransferLimit, 1))
        for (client, first) in zip(clients, firsts) {
            client.acknowledge(1, to: first.port)
            #expect(try #require(client.receive()).number == 2)
            client.acknowledge(2, to: first.port)
        }
        #expect(clients[2].download("file").bytes == pattern(1_000))
    }

    @Test("Misses are answered even when there are too many transfers")
    func missesUnderOverload() throws {
        let server = try TestServer(["file": pattern(1_000)]) { $0.maximumTransfers = 0 }
        #expect(server.client().download("missing").error == 1)
    }

    @Test("Unacknowledged transfers of one name to one address are limited; an ACK makes room")
    func unacknowledgedPerName() throws {
        let server = try TestServer(["file": pattern(1_000), "other": pattern(10)]) {
            $0.maximumUnacknowledgedPerName = 3
        }
        let clients = (0..<3).map { _ in server.client() }
        var ports: [UInt16] = []
        for client in clients {
            client.request("file")
            ports.append(try #require(client.receive()).port)
        }
        let late = server.client()
        late.request("file")
        #expect(server.counts(.droppedUnacknowledged, 1))
        #expect(server.client().download("other").bytes == pattern(10))
        clients[0].acknowledge(1, to: ports[0])
        #expect(try #require(clients[0].receive()).number == 2)
        #expect(late.download("file").bytes == pattern(1_000))
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
        for index in 0..<2 {
            clients[index].request(names[index])
            #expect(clients[index].receive() != nil)
        }
        clients[2].request(names[2])
        #expect(server.counts(.droppedUnacknowledged, 1))
    }

    @Test("Unacknowledged transfers to one /24 are limited")
    func unacknowledgedPerPrefix() throws {
        let server = try TestServer(["file": pattern(1_000)], listen: ["0.0.0.0:0"]) {
            $0.maximumUnacknowledgedPerPrefix = 2
        }
        for address: UInt32 in [0x7F00_0105, 0x7F00_0106] {
            let client = server.client(address: address)
            client.request("file")
            #expect(client.receive() != nil)
        }
        let third = server.client(address: 0x7F00_0107)
        third.request("file")
        #expect(server.counts(.droppedUnacknowledged, 1))
        let elsewhere = server.client(address: 0x7F00_0207)
        #expect(elsewhere.download("file").bytes == pattern(1_000))
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
