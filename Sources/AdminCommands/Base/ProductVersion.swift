/// The release of `cnfctl`.
enum ProductVersion {
    static let text = "0.1.0"
}
