internal import AdminAPI
internal import ArgumentParser

/// What every reset takes.
struct ResetOptions: ParsableArguments {
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false
    @Flag(name: .long, help: "Let files lose an SRST certificate only because it expired.")
    var confirm = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "When a phone that has not fetched its file counts as stale (default: the daemon's setting).",
            valueName: "seconds"
        )
    )
    var staleAfter: Int?
    @Flag(name: .long, help: "Return when every phone has fetched its file or is stale; exit 8 when some are.")
    var wait = false
    @Option(name: .long, help: ArgumentHelp("With --wait: return after this time, exit 8.", valueName: "seconds"))
    var timeout: Int?
    @OptionGroup var progress: ProgressOptions
    @Flag(name: .customLong("async"), help: "Print the operation's number alone.")
    var isAsync = false
    @Option(name: .long, help: ArgumentHelp("Publish at most so many phones at a time.", valueName: "number"))
    var wave: Int?
    @Option(name: .long, help: ArgumentHelp("With --wave: the time between two waves.", valueName: "seconds"))
    var pause: Int?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --wave: wait for each wave's phones, and give the rest up when more of them are stale.",
            valueName: "percent"
        )
    )
    var stopOnStale: Int?

    func validate() throws {
        if wave == nil, pause != nil || stopOnStale != nil {
            throw ValidationError("--pause and --stop-on-stale go with --wave.")
        }
        if timeout != nil, !wait { throw ValidationError("--timeout goes with --wait.") }
        if isAsync, wait { throw ValidationError("Give --wait or --async, not both.") }
        if plan, wait || isAsync { throw ValidationError("A plan is no operation: leave --wait and --async out.") }
    }

    /// The reset of a scope.
    func request(_ scope: Reset.Scope, _ name: String?) -> Reset {
        Reset(
            scope: scope,
            name: name,
            plan: plan,
            confirm: confirm,
            asOf: asOf,
            staleAfter: staleAfter,
            waves: wave.map { Reset.Waves(size: $0, pause: pause ?? 0, stopOnStale: stopOnStale) }
        )
    }
}
