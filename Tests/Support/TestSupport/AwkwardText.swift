/// Texts that a file format, a database or an escaping rule is likely to change.
public enum AwkwardText {
    /// Every such text; none holds a control character.
    public static let all = [
        "0042", "yes", "No", "on", "off", "y", "n", "true", "False", "null", "NULL", "~", "1e3", "0x1F", "0o17",
        "1_000",
        "12:30:00", "2026-01-31", ".5", "+5", "-", "--- x", "...", ".inf", ".NaN", "=", "<<", "", " ", " leading",
        "trailing ", "  both  ", "a: b", "a:", ":a", "a #b", "#x", "'", "''", "\"", "\\", "\\n", "it's", "[a]", "{a}",
        "a, b", "- a", "? a", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "<a>&amp;]]>", "日本語", "ポート番号", "é",
        "e\u{301}", "😀", "👩‍👩‍👧", "bom\u{FEFF}", "\u{200B}", "\u{2028}", "\u{A0}", "\u{10FFFD}", "％", "٢٤٤٥", "$(x)",
        "a'--",
        "********",
    ]
}
