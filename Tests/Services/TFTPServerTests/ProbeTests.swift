import Glibc
import Serving
import TFTPServer
import Testing

@Suite("The server asks itself, and knows that it did")
struct ProbeTests {
    private static let name = "SEP001122334455.cnf.xml"

    @Test("A file comes whole, of any length, at every address", arguments: [0, 1, 1_427, 1_428, 1_429, 100_000])
    func whole(_ length: Int) async throws {
        let bytes = pattern(length)
        let server = try TestServer([Self.name: bytes], listen: ["127.0.0.1:0", "[::1]:0", "0.0.0.0:0", "[::]:0"])
        let probes = await server.server.probe(Self.name)
        #expect(probes.map(\.address) == server.server.localAddresses.map(\.description))
        for probe in probes { #expect(probe.outcome == .fetched(bytes), "\(probe.address)") }
        let records = await server.records.wait(for: probes.count)
        #expect(records.map(\.isProbe) == [true, true, true, true])
        #expect(records.map(\.outcome) == [.fetched, .fetched, .fetched, .fetched])
    }

    @Test("A phone on the same host that asks meanwhile is still a phone")
    func phone() async throws {
        let server = try TestServer([Self.name: pattern(700)])
        async let probes = server.server.probe(Self.name)
        #expect(server.client().download(Self.name).bytes == pattern(700))
        #expect(await probes.map(\.outcome) == [.fetched(pattern(700))])
        let records = await server.records.wait(for: 2)
        #expect(records.filter(\.isProbe).count == 1)
        #expect(records.filter { !$0.isProbe && $0.outcome == .fetched }.count == 1)
    }

    @Test("What is missing is refused, is a probe too, and nobody is suspected of guessing names")
    func missing() async throws {
        let server = try TestServer()
        for number in 0..<200 {
            let probes = await server.server.probe("SEP\(String(format(number)))AABBCCDD.cnf.xml")
            #expect(probes.map(\.outcome) == [.refused(code: 1)])
        }
        #expect(server.records.all.allSatisfy { $0.isProbe && $0.outcome == .refused })
        #expect(server.records.suspects.isEmpty)
    }

    @Test("A server that serves other networks only answers itself")
    func subnets() async throws {
        let server = try TestServer([Self.name: pattern(10)]) { $0.allowedSubnets = [Subnet("192.0.2.0/24")!] }
        #expect(await server.server.probe(Self.name).map(\.outcome) == [.fetched(pattern(10))])
        let client = server.client()
        client.request(Self.name)
        #expect(server.counts(.droppedSubnet, 1))
    }

    @Test("A server that stopped is silent")
    func silent() async throws {
        let server = try TestServer([Self.name: pattern(10)])
        server.server.stop()
        await server.server.drain()
        #expect(await server.server.probe(Self.name).map(\.outcome) == [.silent])
    }

    @Test("On a single port, and with transfers on a range of ports")
    func ports() async throws {
        let single = try TestServer([Self.name: pattern(3_000)]) { $0.singlePort = true }
        #expect(await single.server.probe(Self.name).map(\.outcome) == [.fetched(pattern(3_000))])
    }

    private func format(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 4 - text.count) + text
    }
}
