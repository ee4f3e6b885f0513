internal import ClusterModel

/// The SIP request that makes a phone fetch its files: NOTIFY with the event `service-control` (formats.md 5), outside of
/// any dialog, as call managers send it. Text in, text out; no socket.
struct SIPNotify {
    /// The phone.
    let phone: DeviceName
    /// The stamp of its new file, when it is known.
    let stamp: VersionStamp?
    /// The phone's address and port, an IPv6 address in brackets.
    let target: String
    /// Ours, the same way.
    let source: String
    /// What tells this request from every other.
    let token: String

    /// Each line of a SIP message ends so (RFC 3261, section 7).
    private static let end = "\r\n"

    /// The request.
    var text: String {
        // The phone resets: it boots, and fetches everything anew.
        let stamp = stamp.map { "\($0)" } ?? ""
        let keys = ["action=reset", "RegisterCallId={}", "ConfigVersionStamp={\(stamp)}"]
        let body = keys.map { $0 + Self.end }.joined()
        let lines = [
            "NOTIFY sip:\(phone)@\(target) SIP/2.0",
            "Via: SIP/2.0/UDP \(source);branch=z9hG4bK\(token);rport",
            "Max-Forwards: 70",
            "From: <sip:cnfd@\(source)>;tag=\(token)",
            "To: <sip:\(phone)@\(target)>",
            "Call-ID: \(token)",
            "CSeq: 1 NOTIFY",
            "Contact: <sip:cnfd@\(source)>",
            "Event: service-control",
            "Subscription-State: active",
            "Content-Type: text/plain",
            "Content-Length: \(body.utf8.count)",
        ]
        return lines.map { $0 + Self.end }.joined() + Self.end + body
    }

    /// The status code of a final answer to this request; none for anything else (RFC 3261, sections 7.2 and 17.1.3).
    func finalStatus(of answer: String) -> Int? {
        let lines = answer.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let words = lines.first?.split(separator: " "), words.count >= 2, words[0] == "SIP/2.0",
            let status = Int(words[1]), (200...699).contains(status)
        else { return nil }
        let isOurs = lines.dropFirst().prefix { !$0.isEmpty }.contains { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return false }
            let name = parts[0].lowercased().filter { !$0.isWhitespace }
            // The compact form is "i" (section 7.3.3).
            return (name == "call-id" || name == "i") && parts[1].filter { !$0.isWhitespace } == token
        }
        return isOurs ? status : nil
    }
}
