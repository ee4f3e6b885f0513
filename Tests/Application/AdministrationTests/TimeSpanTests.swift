import AdminAPI
import Testing

@Suite("Lengths of time")
struct TimeSpanTests {
    @Test(
        "A number and its unit",
        arguments: [("30d", 2_592_000), ("6h", 21_600), ("45m", 2_700), ("90s", 90), ("0", 0), ("0d", 0)]
    )
    func read(text: String, seconds: Int) { #expect(TimeSpan(text)?.seconds == seconds) }

    @Test(
        "Anything else is none",
        arguments: ["", "d", "30", "-1d", "+1d", "1.5h", "30 d", "1w", "٣d", "99999999999999999999d", "36526d"]
    )
    func refused(text: String) { #expect(TimeSpan(text) == nil) }

    @Test("It is written in the largest unit that leaves no rest", arguments: ["36500d", "6h", "90m", "61s", "0"])
    func written(text: String) { #expect(TimeSpan(text)?.description == text) }
}
