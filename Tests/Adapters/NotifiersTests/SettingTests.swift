import Notifiers
import Testing

@Suite struct NotifierSettingTests {
    @Test(
        "A notifier is none, a command or SIP",
        arguments: [
            ("none", NotifierSetting.none), ("command:/usr/bin/tell", .command("/usr/bin/tell")),
            ("command:/a:b", .command("/a:b")), ("sip", .sip(port: 5060)), ("sip:5070", .sip(port: 5070)),
        ]
    )
    func read(_ text: String, _ setting: NotifierSetting) throws {
        #expect(try NotifierSetting(text) == setting)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "None", "none:", "command", "command:", "command:tell", "sip:",
            "sip:0", "sip:65536", "sip:x", "mail",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: (any Error).self) { try NotifierSetting(text) }
    }
}
