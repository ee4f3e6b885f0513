import AdminAPI
import Certificates
import OpenSSL
import Platform
import TestSupport
import Testing

@Suite("P01: phones fetch their files", .timeLimit(.patience))
struct TFTPClientsTests {
    @Test("P01: tftp, curl and atftp fetch every phone's file alike; it is well-formed, and is what file show says")
    func everyPhone() async throws {
        let daemon = try await RunningDaemon.withSecureSite()
        let directory = daemon.directory.path
        for phone in Fixture.phones {
            let file = "\(phone).cnf.xml"
            let port = "\(daemon.port)"
            try await Command.tool("tftp", "-m", "binary", "127.0.0.1", port, "-c", "get", file, "\(directory)/tftp")
            try await Command.tool("curl", "-sS", "-o", "\(directory)/curl", "tftp://127.0.0.1:\(port)/\(file)")
            try await Command.tool("rm", "-f", "\(directory)/atftp")
            try await Command.tool("atftp", "--get", "-r", file, "-l", "\(directory)/atftp", "127.0.0.1", port)
            let bytes = try Files.read("\(directory)/tftp")
            #expect(!bytes.isEmpty)
            #expect(try Files.read("\(directory)/curl") == bytes, "\(phone)")
            #expect(try Files.read("\(directory)/atftp") == bytes, "\(phone)")
            #expect(try daemon.served(phone) == bytes, "\(phone)")
            try await Command.tool("xmllint", "--noout", "\(directory)/tftp")

            let shown: FileReport = try await daemon.done("file", "show", phone, "--show-secrets", "--json").json()
            #expect(shown.file == file)
            #expect(Array(shown.text.utf8) == bytes, "\(phone)")
            #expect(shown.sha256 == SHA256Digest.of(bytes).description)
            let saved: FileReport = try await daemon.done("file", "show", phone, "--saved", "--json").json()
            #expect(saved.sha256 == shown.sha256)
        }
    }

    @Test("P01, PHN-01, SEC-20: names match without regard to case")
    func caseOfNames() async throws {
        let daemon = try await RunningDaemon.withSite()
        let bytes = try daemon.served("SEP00112233445A")
        for name in ["sep00112233445a.cnf.xml", "SEP00112233445a.CNF.XML", "Sep00112233445A.Cnf.xMl"] {
            #expect(try daemon.fetch(name) == .file(bytes), "\(name)")
        }
        let defaults = try daemon.fetch("XMLDefault.cnf.xml")
        #expect(try daemon.fetch("xmldefault.CNF.xml") == defaults)
    }

    @Test("P01, PHN-02: a name without a file is ERROR 1 at once, and the log has the reason")
    func namesWithoutFile() async throws {
        let directory = try TemporaryDirectory()
        let daemon = try await RunningDaemon.withSite(RunningDaemon.Settings(staticDirectory: directory.path))
        let reasons = [
            "SEPFEDCBA987654.cnf.xml": "not-published",
            "ringlist.xml": "not-found",
            "CTLSEP001122334455.tlv": "reserved-name",
            "CTLFile.tlv": "reserved-name",
            "ITLFile.tlv": "reserved-name",
            "CAPF.der": "reserved-name",
            "SEP001122334455.cnf.xml.sgn": "reserved-name",
            "../state/cnfd.sqlite": "not-servable",
        ]
        for (file, reason) in reasons {
            #expect(try daemon.fetch(file) == .error(code: 1, message: "File not found"), "\(file)")
            let events = try await daemon.transferEvents(of: file)
            #expect(events.count == 1, "\(file)")
            #expect(events.allSatisfy { $0.contains(" outcome=refused reason=\(reason) ") }, "\(events)")
        }
        let empty = try await RunningDaemon()
        #expect(try empty.fetch("XMLDefault.cnf.xml") == .error(code: 1, message: "File not found"))
        let events = try await empty.transferEvents(of: "XMLDefault.cnf.xml")
        #expect(events.count == 1)
        #expect(events.allSatisfy { $0.contains(" reason=not-published ") }, "\(events)")
    }
}
