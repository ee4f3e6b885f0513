import AdminAPI
import Documents
import TestSupport
import Testing

@Suite("A07: phones by any usual spelling of their address", .timeLimit(.patience))
struct PhoneNamesTests {
    private static let spellings = [
        "SEP00112233445A", "sep00112233445a", "00112233445A", "00112233445a", "00:11:22:33:44:5A", "00:11:22:33:44:5a",
        "00-11-22-33-44-5A", "0011.2233.445a", "001122-33445A", "0011-2233-445a", "00 11 22 33 44 5a",
    ]

    @Test("A07: every command takes every spelling and prints one")
    func spellings() async throws {
        let daemon = try await RunningDaemon.withSite()
        let expected = try daemon.served("SEP00112233445A")
        for spelling in Self.spellings {
            let phone: ObjectReport = try await daemon.done("phone", "show", spelling, "--json").json()
            #expect(phone.fields["name"]?.text == "SEP00112233445A", "\(spelling)")
            let file = try await daemon.done("file", "show", spelling, "--show-secrets")
            #expect(Array(file.output.utf8) == expected, "\(spelling)")
            #expect(try await daemon.cnfctl("file", "diff", spelling).code == 0, "\(spelling)")
            let explained: FileExplanation = try await daemon.done("file", "explain", spelling, "--json").json()
            #expect(explained.phone == "SEP00112233445A", "\(spelling)")
            #expect(try await daemon.reset("--phone", spelling).selection == "phone SEP00112233445A", "\(spelling)")
        }
    }

    @Test("A07: the same address twice in a site is one phone twice, however it is spelled")
    func duplicates() async throws {
        let daemon = try await RunningDaemon.withSite()
        let phone = "protocol: sccp, model: \"7942\", device-pool: HQ, security-profile: sccp-plain"
        let result = try await daemon.apply(
            """
            phones:
              - {name: "00:11:22:33:44:aa", \(phone)}
              - {name: SEP0011223344AA, \(phone)}
            """,
            "--json"
        )
        #expect(result.code == 6)
        #expect(try result.problems().map(\.code) == ["duplicate-name"])
        #expect(try await daemon.status().phones == 12)
    }

    @Test(
        "A07: what is no address is refused",
        arguments: ["SEP00112233445", "00:11:22:33:44", "00112233445G", "phone", "001122-33:445A"]
    )
    func noAddress(_ text: String) async throws {
        let daemon = try await RunningDaemon.withSite()
        let result = try await daemon.cnfctl("phone", "show", text)
        #expect(result.code == 6)
        #expect(result.errorLines.count == 1)
        #expect(result.error.contains("\"\(text)\" is not a MAC address."))
        #expect(result.error.contains("00:11:22:33:44:55"))
    }
}
