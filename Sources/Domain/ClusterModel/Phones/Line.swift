internal import Documents

/// One line of a SIP phone.
public struct Line: Hashable, Sendable {
    /// The most calls at once on a line, and so the highest trigger. Our own bound, the call manager's.
    public static let maximumCalls = 200

    /// The number or user part that the line registers as.
    public let number: PlainText
    /// What stands beside the button.
    public let label: PlainText
    /// What called parties see.
    public let displayName: PlainText
    /// The user name for authentication; the number when empty.
    public let authenticationName: PlainText
    /// The password for authentication.
    public let authenticationPassword: Secret
    /// The number of the voice mail.
    public let voiceMailNumber: PlainText
    /// Calls at once.
    public let maximumCalls: Int
    /// Calls from which on a further one hears busy.
    public let busyTrigger: Int

    init?(_ reader: inout FieldReader) {
        let number: PlainText? = reader.required("number").flatMap { Self.checkedNumber($0, reader) }
        let label = reader.optional("label", default: PlainText.empty)
        let display = reader.optional("display-name", default: PlainText.empty)
        let name = reader.optional("authentication-name", default: PlainText.empty)
        let password = reader.optional("authentication-password", default: Secret.empty)
        let voiceMail = reader.optional("voice-mail-number", default: PlainText.empty)
        let calls = reader.optional("maximum-calls", default: 4)
        let trigger = reader.optional("busy-trigger", default: 2)
        let canBe = Self.check(calls: calls, trigger: trigger, reader)
        guard let number, let label, let display, let name, let password, let voiceMail, let calls, let trigger, canBe
        else { return nil }
        self.number = number
        self.label = label
        displayName = display
        authenticationName = name
        authenticationPassword = password
        voiceMailNumber = voiceMail
        maximumCalls = calls
        busyTrigger = trigger
    }

    private static func checkedNumber(_ number: PlainText, _ reader: FieldReader) -> PlainText? {
        guard !number.text.isEmpty else {
            reader.refuse(InvalidValue("The number is empty.", remedy: "Give the line's number."), field: "number")
            return nil
        }
        return number
    }

    private static func check(calls: Int?, trigger: Int?, _ reader: FieldReader) -> Bool {
        guard let calls, let trigger else { return false }
        guard 1...maximumCalls ~= calls, 1...calls ~= trigger else {
            reader.refuse(
                InvalidValue(
                    "\(calls) calls with a busy trigger of \(trigger) cannot be.",
                    remedy: "Give 1 to \(maximumCalls) calls and a trigger from 1 up to them."
                ),
                field: 1...maximumCalls ~= calls ? "busy-trigger" : "maximum-calls"
            )
            return false
        }
        return true
    }

    var document: Document {
        .mapping([
            Document.Entry("number", number.document),
            Document.Entry("label", label.document),
            Document.Entry("display-name", displayName.document),
            Document.Entry("authentication-name", authenticationName.document),
            Document.Entry("authentication-password", authenticationPassword.document),
            Document.Entry("voice-mail-number", voiceMailNumber.document),
            Document.Entry("maximum-calls", maximumCalls.document),
            Document.Entry("busy-trigger", busyTrigger.document),
        ])
    }
}
