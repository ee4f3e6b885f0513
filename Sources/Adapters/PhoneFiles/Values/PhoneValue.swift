internal import ClusterModel

/// One of the values of a phone that fill the holes of a body.
///
/// ``all(lineCount:settingCount:)`` and ``index(lineCount:)`` are two sides of one order: the phone's own values, then
/// those of each line, then those of its settings.
enum PhoneValue: Hashable {
    /// A value that every phone has once.
    case own(Own)
    /// A value of the line with this index.
    case line(Int, OfLine)
    /// The value of the setting with this index.
    case setting(Int)

    /// The values that every phone has once.
    enum Own: Int, CaseIterable {
        case sshUser
        case sshPassword
        case phonePassword
        case ownerUserID
        case certificateHash
    }

    /// The values that every line has once.
    enum OfLine: Int, CaseIterable {
        case label
        case number
        case displayName
        case authenticationName
        case authenticationPassword
        case voiceMailNumber
        case maximumCalls
        case busyTrigger
    }

    /// Every value of a phone with so many lines and settings, in the order of a fragment.
    static func all(lineCount: Int, settingCount: Int) -> [PhoneValue] {
        Own.allCases.map { .own($0) }
            + (0..<lineCount).flatMap { line in OfLine.allCases.map { .line(line, $0) } }
            + (0..<settingCount).map { .setting($0) }
    }

    /// The value's place in the fragment of a phone with so many lines.
    func index(lineCount: Int) -> Int {
        switch self {
        case .own(let value): value.rawValue
        case .line(let line, let value): Own.allCases.count + line * OfLine.allCases.count + value.rawValue
        case .setting(let setting): Own.allCases.count + lineCount * OfLine.allCases.count + setting
        }
    }

    /// The value's text, not escaped.
    func text(of phone: Phone, certificateHash: String?) -> String {
        switch self {
        case .own(.sshUser): phone.sshUser.text
        case .own(.sshPassword): phone.sshPassword.revealed.text
        case .own(.phonePassword): phone.phonePassword.revealed.text
        case .own(.ownerUserID): phone.ownerUserID.text
        case .own(.certificateHash): certificateHash ?? ""
        case .line(let line, let value): value.text(of: phone.lines[line])
        case .setting(let setting): phone.settings.all[setting].value.text
        }
    }

    /// Where the value comes from.
    func origin(in phone: Phone) -> ElementOrigin {
        switch self {
        case .own(.certificateHash): ElementOrigin(.phone, because: "the MD5 of its certificate, if it has one")
        case .line(let line, .authenticationName) where phone.lines[line].authenticationName.text.isEmpty:
            .computed("the line's number, as it has no authentication-name")
        default: .phone
        }
    }

    /// The field of the phone that administrators set it by.
    func field(of phone: Phone) -> String {
        switch self {
        case .own(.sshUser): "ssh-user"
        case .own(.sshPassword): "ssh-password"
        case .own(.phonePassword): "phone-password"
        case .own(.ownerUserID): "owner-user-id"
        case .own(.certificateHash): "certificate"
        case .line(let line, let value): "lines[\(line + 1)].\(value.field)"
        case .setting(let setting): "settings.\(phone.settings.all[setting].name)"
        }
    }
}

extension PhoneValue.OfLine {
    fileprivate func text(of line: Line) -> String {
        switch self {
        case .label: line.label.text
        case .number: line.number.text
        case .displayName: line.displayName.text
        case .authenticationName:
            line.authenticationName.text.isEmpty ? line.number.text : line.authenticationName.text
        case .authenticationPassword: line.authenticationPassword.revealed.text
        case .voiceMailNumber: line.voiceMailNumber.text
        case .maximumCalls: String(line.maximumCalls)
        case .busyTrigger: String(line.busyTrigger)
        }
    }

    fileprivate var field: String {
        switch self {
        case .label: "label"
        case .number: "number"
        case .displayName: "display-name"
        case .authenticationName: "authentication-name"
        case .authenticationPassword: "authentication-password"
        case .voiceMailNumber: "voice-mail-number"
        case .maximumCalls: "maximum-calls"
        case .busyTrigger: "busy-trigger"
        }
    }
}
