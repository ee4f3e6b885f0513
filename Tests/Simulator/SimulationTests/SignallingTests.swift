import Certificates
import ClusterModel
import Platform
import TLS
import Testing

@testable import Simulation

@Suite("Signalling lines")
struct SignallingTests {
    @Test("Every message is read as it is written")
    func roundTrip() throws {
        let name = try DeviceName("SEP001122334455")
        for message in [PhoneMessage.register(name), .keepalive, .unregister] {
            #expect(PhoneMessage(message.line) == message)
        }
        for message in [ServerMessage.registered(name), .refused("not today"), .alive, .reset] {
            #expect(ServerMessage(message.line) == message)
        }
    }

    @Test(
        "Other lines are no messages",
        arguments: [
            "", "REGISTER", "REGISTER nobody", "REGISTER SEP001122334455 x", "KEEPALIVE now", "alive", " ALIVE",
        ]
    )
    func others(line: String) {
        #expect(PhoneMessage(line) == nil && ServerMessage(line) == nil)
    }

    @Test("Lines come whole, however the bytes come")
    func lines() {
        let text = Array("ALIVE\r\nREGISTERED SEP001122334455\nRES".utf8)
        for cut in 0...text.count {
            var buffer = LineBuffer()
            let lines = (buffer.take(Array(text[..<cut])) ?? []) + (buffer.take(Array(text[cut...])) ?? [])
            #expect(lines == ["ALIVE", "REGISTERED SEP001122334455"])
        }
    }

    @Test("A line that is too long, or is no text, ends the connection")
    func badLines() {
        var long = LineBuffer()
        #expect(long.take([UInt8](repeating: 65, count: LineBuffer.maximumLine + 1)) == nil)
        var binary = LineBuffer()
        #expect(binary.take([0xFF, 0x0A]) == nil)
    }

    @Test("An event is one line; what is more than a word is quoted")
    func events() {
        let event = SimulationEvent("refused", ["peer": "127.0.0.1:1", "reason": "it said \"no\"", "note": ""])
        #expect(event.line == #"refused peer=127.0.0.1:1 reason="it said \"no\"" note="""#)
    }

    @Test("S06: A phone is let in over TLS only under the name in its certificate")
    func identities() throws {
        let always = Validity(notBefore: 0, notAfter: 4_102_444_800)
        let authority = try PhoneAuthority.make(commonName: "CAPF-1", validity: always, .ec)
        let name = try DeviceName("SEP001122334455")
        let certificate = try authority.issue(to: name, validity: always, .ec).certificate
        var client = RegistrarClient(.secureSignalling, peer: "127.0.0.1:1")
        #expect(client.established(certificate) == [])
        let refusal = "the certificate is that of CN=SEP001122334455, not of SEP001122334456"
        #expect(client.received("REGISTER SEP001122334456").first == .send(.refused(refusal)))
        #expect(client.phone == nil)
        #expect(client.received("REGISTER SEP001122334455").prefix(2) == [.register(name), .send(.registered(name))])
        #expect(client.phone == name)
        #expect(client.received("KEEPALIVE") == [.send(.alive)])
        #expect(client.received("UNREGISTER").last == .close)
    }

    @Test("S01: The credential service shows its certificate and takes no lines")
    func provider() {
        var client = RegistrarClient(.certificateProvider, peer: "127.0.0.1:1")
        #expect(client.established(nil) == [.report(SimulationEvent("provided", ["peer": "127.0.0.1:1"]))])
        #expect(client.received("REGISTER SEP001122334455") == [.close])
    }
}
