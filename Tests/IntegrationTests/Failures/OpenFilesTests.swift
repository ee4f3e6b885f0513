import Testing

@Suite("When no more files can be opened", .timeLimit(.minutes(5)))
struct OpenFilesTests {
    @Test("Phones' files are served on, a static file is refused and logged, and all is well when there is room again")
    func limitReached() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("<CiscoIPPhoneRinglist/>", to: "Ringlist.xml")
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(staticDirectory: directory.path))
        let served = try daemon.served()

        try await daemon.allowOpenFiles(false)
        #expect(try daemon.served() == served)
        #expect(try daemon.fetch("Ringlist.xml") == .error(code: 1, message: "File not found"))
        #expect(try await daemon.transferEvents(of: "Ringlist.xml")[0].contains(" reason=unreadable "))

        // Whoever calls meanwhile waits, and is answered.
        let status = try daemon.startCnfctl("status")
        try await daemon.allowOpenFiles(true)
        #expect(try await status.result().code == 0)
        #expect(try daemon.fetch("Ringlist.xml") == .file(Array("<CiscoIPPhoneRinglist/>".utf8)))
        #expect(try daemon.served() == served)
    }
}
