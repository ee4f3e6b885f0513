import ClusterModel
import Testing

@testable import Notifiers

@Suite("A02: the SIP request that makes a phone fetch its files")
struct SIPNotifyTests {
    private func notify() throws -> SIPNotify {
        SIPNotify(
            phone: try DeviceName("SEP001122334455"),
            stamp: VersionStamp(digest: Array(0..<20)),
            target: "192.0.2.7:5060",
            source: "192.0.2.1:40000",
            token: "t-1"
        )
    }

    @Test("It is a NOTIFY of the event service-control whose body says reset")
    func text() throws {
        let expected = """
            NOTIFY sip:SEP001122334455@192.0.2.7:5060 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:40000;branch=z9hG4bKt-1;rport
            Max-Forwards: 70
            From: <sip:cnfd@192.0.2.1:40000>;tag=t-1
            To: <sip:SEP001122334455@192.0.2.7:5060>
            Call-ID: t-1
            CSeq: 1 NOTIFY
            Contact: <sip:cnfd@192.0.2.1:40000>
            Event: service-control
            Subscription-State: active
            Content-Type: text/plain
            Content-Length: 98

            action=reset
            RegisterCallId={}
            ConfigVersionStamp={66051-04050607-0809-0a0b-0c0d-0e0f10111213}

            """
        #expect(try notify().text == expected.replacing("\n", with: "\r\n"))
        let body = try #require(try notify().text.split(separator: "\r\n\r\n").last)
        #expect(body.utf8.count == 98)
    }

    @Test(
        "Only a final answer to this request counts",
        arguments: [
            ("SIP/2.0 200 OK\r\nCall-ID: t-1\r\n\r\n", 200), ("SIP/2.0 401 Unauthorized\r\ni:t-1\r\n\r\n", 401),
            ("SIP/2.0 481 No\r\nVia: x\r\ncall-id : t-1\r\n\r\n", 481),
            ("SIP/2.0 100 Trying\r\nCall-ID: t-1\r\n\r\n", nil),
            ("SIP/2.0 200 OK\r\nCall-ID: t-2\r\n\r\n", nil), ("SIP/2.0 200 OK\r\n\r\nCall-ID: t-1\r\n", nil),
            ("NOTIFY sip:a SIP/2.0\r\nCall-ID: t-1\r\n\r\n", nil), ("SIP/2.0\r\nCall-ID: t-1\r\n\r\n", nil), ("", nil),
            ("SIP/2.0 9999 OK\r\nCall-ID: t-1\r\n\r\n", nil),
        ] as [(String, Int?)]
    )
    func answers(_ text: String, _ status: Int?) throws {
        #expect(try notify().finalStatus(of: text) == status)
    }
}
