/// The release of cnfd and everything that ships with it.
public enum ProductVersion {
    /// For instance `0.1.0`.
    public static let text = "0.1.0"
}
