import Glibc
import Serving
import TFTPServer
import Testing

@Suite("Link-local clients", .enabled(if: NetworkNamespace.isAvailable))
struct LinkLocalTests {
    @Test(
        "A link-local client is answered on the interface it asked on, and the log names that",
        arguments: ["[::]:0", "[fe80::1%lo]:0", "[fe80::1%1]:0"],
        [false, true]
    )
    func scopes(listen: String, singlePort: Bool) throws {
        try NetworkNamespace.run {
            let server = try TestServer(["file": pattern(3_000)], listen: [listen]) { $0.singlePort = singlePort }
            let client = TestClient(server: server.port, isIPv6: true)
            inet_pton(AF_INET6, "fe80::1", &client.host6)
            client.scope = NetworkNamespace.loopback
            #expect((client.download("file").bytes == pattern(3_000)) as Bool)
            #expect(client.download("file", ["blksize", "1000", "windowsize", "3"]).bytes.count == 3_000)
            #expect(client.download("missing").error == 1)
            let clients = server.records.all.map(\.client)
            #expect(clients.count == 3 && clients.allSatisfy { $0.description.hasPrefix("[fe80::1%1]:") })
        }
    }
}
