import TestSupport
import Testing

@Suite("When no more files can be opened", .timeLimit(.patience))
struct OpenFilesTests {
    @Test("P05: phones' files are served on, who asks for a static file asks again, and all is well when there is room")
    func limitReached() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("<CiscoIPPhoneRinglist/>", to: "Ringlist.xml")
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(staticDirectory: directory.path))
        let served = try daemon.served()

        try await daemon.allowOpenFiles(false)
        #expect(try daemon.served() == served)
        let client = PhoneClient(port: daemon.port, file: "Ringlist.xml", patience: Patience.silence)
        #expect(throws: TestFailure.self) { try client.begin() }

        // Whoever calls meanwhile waits, and is answered.
        let status = try daemon.startCnfctl("status")
        try await daemon.allowOpenFiles(true)
        #expect(try await status.result().code == 0)
        #expect(try daemon.fetch("Ringlist.xml") == .file(Array("<CiscoIPPhoneRinglist/>".utf8)))
        #expect(try daemon.served() == served)
    }
}
