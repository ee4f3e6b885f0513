import AdminAPI
import TestSupport
import Testing

@Suite("P03: static files beside generated ones", .timeLimit(.patience))
struct StaticFilesTests {
    @Test("P03: static files are served, published names win, reserved names are refused")
    func layers() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("<CiscoIPPhoneRinglist/>", to: "Ringlist.xml")
        let planted = [
            "SEP001122334455.cnf.xml", "SEPFEDCBA987654.cnf.xml", "XMLDefault.cnf.xml", "XMLDefault7941.cnf.xml",
            "CTLSEP001122334455.tlv", "ITLFile.tlv", "CAPF.der",
        ]
        for name in planted { try directory.write("planted", to: name) }
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(staticDirectory: directory.path))

        #expect(try daemon.fetch("Ringlist.xml") == .file(Array("<CiscoIPPhoneRinglist/>".utf8)))
        #expect(try daemon.fetch("nothing.xml") == .error(code: 1, message: "File not found"))
        #expect(String(decoding: try daemon.served("SEP001122334455"), as: UTF8.self).hasPrefix("<?xml"))
        guard case .file(let defaults) = try daemon.fetch("XMLDefault.cnf.xml") else {
            Issue.record("there is no XMLDefault.cnf.xml")
            return
        }
        #expect(String(decoding: defaults, as: UTF8.self).hasPrefix("<?xml"))
        for name in planted where !["SEP001122334455.cnf.xml", "XMLDefault.cnf.xml"].contains(name) {
            #expect(try daemon.fetch(name) == .error(code: 1, message: "File not found"), "\(name)")
            let reason = name.hasPrefix("SEPF") ? "not-published" : "reserved-name"
            #expect(try await daemon.transferEvents(of: name)[0].contains(" reason=\(reason) "), "\(name)")
        }
    }

    @Test("P03: XMLDefault.cnf.xml has the default group and the loads, and changes with a reset of all only")
    func defaultFile() async throws {
        let daemon = try await RunningDaemon.withSite()
        let before = try daemon.fetch("XMLDefault.cnf.xml")
        guard case .file(let bytes) = before else {
            Issue.record("there is no XMLDefault.cnf.xml")
            return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("cm1.tokyo.example.net"))
        #expect(text.contains("sip88xx.14-2-1-0101-70"))

        let site = try Files.text(Fixture.site).replacing("sip88xx.14-2-1-0101-70", with: "sip88xx.15-0-1")
        #expect(try await daemon.apply(site).code == 0)
        #expect(try daemon.fetch("XMLDefault.cnf.xml") == before)
        #expect(try await daemon.reset("--phone", "SEP001122334455").defaultFile == false)
        #expect(try daemon.fetch("XMLDefault.cnf.xml") == before)
        #expect(try await daemon.reset("--all").defaultFile)
        let expected = text.replacing("sip88xx.14-2-1-0101-70", with: "sip88xx.15-0-1")
        #expect(try daemon.fetch("XMLDefault.cnf.xml") == .file(Array(expected.utf8)))
    }
}
