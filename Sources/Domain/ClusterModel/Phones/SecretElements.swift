/// Which elements of a phone's file hold secrets (A06).
public enum SecretElements {
    /// The endings by which an element is known to hold one: `sshPassword`, `authPassword`, `energyWiseSecret`, …
    private static let endings = ["password", "passwd", "secret", "passphrase", "pin"]

    /// Whether the element `name` holds a secret.
    public static func contains(_ name: String) -> Bool {
        let folded = name.asciiLowercased
        return endings.contains { folded.hasSuffix($0) }
    }
}
