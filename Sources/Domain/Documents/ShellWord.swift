/// Text as one word of a shell, so that a command can be copied from an answer.
public enum ShellWord {
    private static let plainPunctuation = Set("-_.,:@%+/".unicodeScalars)

    /// The text; in quotes when a shell would take it for more than a word.
    public static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            !scalar.isASCII || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || plainPunctuation.contains(scalar)
        }
        return isPlain && !text.contains { $0.isWhitespace }
            ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
