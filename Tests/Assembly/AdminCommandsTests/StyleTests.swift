import Platform
import Testing

@testable import AdminCommands

@Suite("What answers look like on a terminal")
struct StyleTests {
    private static let now: UnixTime = 1_780_272_000

    private static func style(
        terminal: Bool = true,
        noColour: Bool = false,
        absolute: Bool = false,
        _ environment: [String: String] = ["TERM": "xterm"]
    ) -> Style {
        Style(isTerminal: terminal, forbidsColour: noColour, isAbsolute: absolute, now: now) { environment[$0] }
    }

    @Test("Colours: on a terminal only, and never with --no-color, NO_COLOR, TERM=dumb or no TERM")
    func colours() {
        #expect(Self.style().isColoured)
        #expect(!Self.style(terminal: false).isColoured)
        #expect(!Self.style(noColour: true).isColoured)
        #expect(!Self.style(["TERM": "xterm", "NO_COLOR": "1"]).isColoured)
        #expect(Self.style(["TERM": "xterm", "NO_COLOR": ""]).isColoured)
        #expect(!Self.style(["TERM": "dumb"]).isColoured)
        #expect(!Self.style([:]).isColoured)
        #expect(Self.style().painted("no", .bad) == "\u{1B}[31mno\u{1B}[0m")
        #expect(Self.style(noColour: true).painted("no", .bad) == "no")
        #expect(Self.style().painted("no", nil) == "no")
    }

    @Test("Times: from now on a terminal, as they are with --absolute and everywhere else")
    func times() {
        let time = "2026-06-01T00:00:00Z"
        #expect(Self.style().cell(time) == "just now")
        #expect(Self.style().field(time) == "2026-06-01T00:00:00Z (just now)")
        #expect(Self.style(absolute: true).cell(time) == time)
        #expect(Self.style(terminal: false).field(time) == time)
        for other in ["2026-06-01", "branch-12", "2026-06-01T00:00:00", "9999-99-99T99:99:99Z", "-", ""] {
            #expect(Self.style().cell(other) == other)
        }
    }

    @Test(
        "The largest whole unit tells a time",
        arguments: [
            (0, "just now"), (-59, "just now"), (1, "within a minute"), (-60, "1 min ago"), (3_599, "in 59 min"),
            (-3_600, "1 h ago"), (47 * 3_600, "in 47 h"), (-48 * 3_600, "2 days ago"), (59 * 86_400, "in 59 days"),
            (-60 * 86_400, "2 months ago"), (729 * 86_400, "in 24 months"), (730 * 86_400, "in 2 years"),
            (-6_800 * 86_400, "18 years ago"),
        ]
    )
    func relative(_ distance: Int, _ text: String) {
        #expect(RelativeTime.text(from: Self.now, to: Self.now + distance) == text)
    }

    @Test("The ends of time do not overflow")
    func extremes() {
        #expect(!RelativeTime.text(from: UnixTime(seconds: .max), to: UnixTime(seconds: .min)).isEmpty)
        #expect(RelativeTime.text(from: 0, to: UnixTime(seconds: .max)).hasPrefix("in "))
    }

    @Test("A painted cell is as wide as a plain one, and only its text is painted")
    func painted() {
        var table = Table(["NAME", "HOLDS", "FOUND"])
        table.add(["a", "yes", "so"])
        table.add(["b", "no", "not so"])
        table.paint("HOLDS", ["yes": .good, "no": .bad])
        #expect(
            table.text(style: Self.style()) == """
                NAME  HOLDS  FOUND
                a     \u{1B}[32myes\u{1B}[0m    so
                b     \u{1B}[31mno\u{1B}[0m     not so
                """
        )
        #expect(table.text == "NAME  HOLDS  FOUND\na     yes    so\nb     no     not so")
    }
}
