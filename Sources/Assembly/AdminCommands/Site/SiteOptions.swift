internal import AdminAPI
internal import ArgumentParser
internal import Documents

/// How a site file is taken: what `apply` and `plan` share.
struct SiteOptions: ParsableArguments {
    @Flag(name: .long, help: "Set a field that an object does not name to its default, instead of leaving it.")
    var replace = false

    @Flag(name: .long, help: "Overwrite what was changed after the state that the file shows.")
    var overwrite = false

    @Flag(name: .long, help: "Delete the objects that the file does not name.")
    var prune = false

    @Flag(name: .long, help: "Accept certificates beside the file although they are outside their validity.")
    var acceptExpired = false

    /// Whether any of it was given.
    var isGiven: Bool { replace || overwrite || prune || acceptExpired }

    /// The request to apply the file at `path`.
    func request(_ path: String, plan: Bool) throws(Problem) -> ApplySite {
        ApplySite(
            text: try InputFile.text(path),
            plan: plan,
            prune: prune,
            certificates: try SiteDirectory.certificates(beside: path),
            acceptExpired: acceptExpired,
            replace: replace,
            overwrite: overwrite,
            source: InputFile.place(path)
        )
    }
}
