import Glibc
import Serving
import TFTPServer
import Testing

/// A translation costs time and memory, so it is made for admitted transfers only.
@Suite("Netascii within limits")
struct NetasciiLimitTests {
    /// A text of 600 octets that nobody can read: a translation that is tried is refused with ERROR 4.
    private static var unreadable: FileContent {
        let stamp = OpenFile.Stamp(length: 600, modifiedSeconds: 0, modifiedNanoseconds: 0)
        return FileContent(file: OpenFile(owning: open("/dev/null", O_RDONLY), stamp: stamp))
    }

    @Test("A request over a limit is dropped before its text is touched", arguments: TFTPServerCounter.ofNetasciiLimits)
    func refused(limit: TFTPServerCounter) throws {
        let server = try TestServer {
            if limit == .droppedTransferLimit { $0.maximumTransfers = 0 }
            if limit == .droppedUnacknowledged { $0.maximumUnacknowledgedPerName = 0 }
            // One less than the translation may take: twice the text.
            if limit == .droppedTranslation { $0.maximumTranslatedBytes = 1_199 }
        }
        server.source.put(Self.unreadable, as: "text")
        let client = server.client()
        client.request("text", mode: "netascii")
        #expect(server.counts(limit, 1))
        server.settle()
        #expect(client.hasNothing)
    }

    @Test("A text that cannot be read gives back what was counted for it")
    func unreadable() throws {
        let server = try TestServer {
            $0.maximumTransfers = 1
            $0.maximumUnacknowledgedPerName = 1
            $0.maximumTranslatedBytes = 1_200
        }
        server.source.put(Self.unreadable, as: "text")
        for _ in 0..<3 { #expect(server.client().download("text", mode: "netascii").error == 4) }
        #expect(server.server.counters.activeTransfers == 0)
    }

    @Test("A translation counts as long as it has become, not as it might have")
    func corrected() throws {
        let server = try TestServer(["text": [UInt8](repeating: 120, count: 600)]) { $0.maximumTranslatedBytes = 1_800 }
        let clients = (0..<3).map { _ in server.client() }
        var offers: [TestClient.Datagram] = []
        for client in clients.prefix(2) {
            client.request("text", mode: "netascii", ["timeout", "9"])
            offers.append(try #require(client.receive()))
        }
        clients[2].request("text", mode: "netascii")
        #expect(server.counts(.droppedTranslation, 1))
        for (client, offer) in zip(clients, offers) { client.send([0, 5, 0, 0, 0], to: offer.port) }
        server.settle()
        #expect(clients[2].download("text", mode: "netascii").bytes.count == 600)
    }
}

extension TFTPServerCounter {
    /// The limits that a netascii request can meet.
    fileprivate static let ofNetasciiLimits: [TFTPServerCounter] = [
        .droppedTransferLimit, .droppedUnacknowledged, .droppedTranslation,
    ]
}
