import TestSupport
import Testing

/// What a session at a terminal looks like, compared with what was looked at and found right.
///
/// `CNFD_RECORD_GOLDEN=1 swift test --filter TranscriptTests` writes them anew, and fails.
enum Transcript {
    /// Compares a screen with its transcript.
    ///
    /// - Parameters:
    ///   - screen: What was shown.
    ///   - name: The transcript's name.
    ///   - changing: What is another each time, with what stands for it.
    /// - Throws: When there is no such transcript.
    static func check(_ screen: String, _ name: String, _ changing: [(String, String)] = []) throws {
        var text = screen
        for (value, mark) in changing { text = text.replacing(value, with: mark) }
        text = text.replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#, with: "<time>")
        text = text.replacing(
            #/\b(just now|within a minute|(in )?\d+ (min|h|days|months|years)\b( ago)?)/#,
            with: "<when>"
        )
        text = text.replacing(#/\d+ days left/#, with: "<days> days left")
        text = text.replacing(#/accepted by \w+ on/#, with: "accepted by <user> on")
        text = text.replacing(#/cnfctl-edit-\w{6}\.yaml/#, with: "cnfctl-edit-<random>.yaml")
        // A colour is seen here as what it is.
        text = text.replacing("\u{1B}[", with: "<ESC>[")
        try Golden.expect(text, Fixtures.url("transcripts/\(name).txt"))
    }
}
