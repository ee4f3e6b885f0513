import Documents
import Testing

@Suite("Wildcards")
struct WildcardTests {
    @Test(
        "* is any text, ? one character, and case does not count",
        arguments: [
            ("branch-*", "Branch-12", true), ("branch-*", "branch-", true), ("branch-?", "branch-12", false),
            ("*12", "branch-12", true), ("*1*2*", "branch-12", true), ("b*h*1", "branch-12", false), ("", "", true),
            ("", "a", false), ("*", "", true), ("?", "", false), ("a*b*c", "aXbYbZc", true), ("**", "ab", true),
            ("札幌*", "札幌支店", true), ("a.c", "abc", false), ("[a]", "a", false),
        ]
    )
    func matching(_ pattern: String, _ text: String, _ fits: Bool) {
        #expect(Wildcard(pattern).matches(text) == fits)
    }

    @Test("Many stars over a long text take no longer than their product")
    func hostile() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        #expect(!Wildcard(pattern).matches(String(repeating: "a", count: 5_000)))
    }
}
