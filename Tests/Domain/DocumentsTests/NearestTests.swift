import Documents
import Testing

@Suite("Did you mean")
struct NearestTests {
    private let fields = ["device-pool", "model", "name", "security-profile", "ssh-password", "ssh-user"]

    @Test(
        "A slip of the hand finds the field",
        arguments: [
            ("device-pol", "device-pool"), ("devicepool", "device-pool"), ("Device_Pool", "device-pool"),
            ("MODEL", "model"), ("nmae", "name"), ("nam", "name"), ("names", "name"),
            ("securty-profil", "security-profile"),
            ("ssh-pasword", "ssh-password"),
        ]
    )
    func slips(_ typed: String, _ meant: String?) { #expect(typed.nearest(in: fields) == meant) }

    @Test("What is far from everything finds nothing", arguments: ["", "x", "protocol", "日本語", "ssh"])
    func far(_ typed: String) { #expect(typed.nearest(in: fields) == nil) }

    @Test("Of two equally near ones the alphabetically first is meant, in whatever order they come")
    func tie() {
        #expect("cat".nearest(in: ["hat", "bat"]) == "bat")
        #expect("cat".nearest(in: ["bat", "hat"]) == "bat")
    }

    @Test("Nothing is near when there is nothing")
    func empty() { #expect("name".nearest(in: []) == nil) }
}
