internal import AdminAPI
internal import ArgumentParser
internal import ClusterModel

/// What every command takes that begins an operation.
struct OperationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "When a phone that has not fetched its file counts as stale (default: the daemon's setting).",
            valueName: "seconds"
        ),
        transform: { try NumberLimit.staleAfter.number($0) }
    )
    var staleAfter: Int?
    @Flag(name: .long, help: "Return when every phone has fetched its file or is stale; exit 8 when some are.")
    var wait = false
    @Option(
        name: .long,
        help: ArgumentHelp("With --wait: return after this time, exit 8.", valueName: "seconds"),
        transform: { try NumberLimit.timeout.number($0) }
    )
    var timeout: Int?
    @OptionGroup var progress: ProgressOptions
    @Flag(name: .customLong("async"), help: "Print the operation's number alone.")
    var isAsync = false
    @Option(
        name: .long,
        help: ArgumentHelp("Publish at most so many phones at a time.", valueName: "number"),
        transform: { try NumberLimit.wave.number($0) }
    )
    var wave: Int?
    @Option(
        name: .long,
        help: ArgumentHelp("With --wave: the time between two waves.", valueName: "seconds"),
        transform: { try NumberLimit.pause.number($0) }
    )
    var pause: Int?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --wave: wait for each wave's phones, and give the rest up when more of them are stale.",
            valueName: "percent"
        ),
        transform: { try NumberLimit.percent.number($0) }
    )
    var stopOnStale: Int?

    func validate() throws {
        if wave == nil, pause != nil || stopOnStale != nil {
            throw ValidationError("--pause and --stop-on-stale go with --wave.")
        }
        if timeout != nil, !wait { throw ValidationError("--timeout goes with --wait.") }
        if isAsync, wait { throw ValidationError("Give --wait or --async, not both.") }
    }

    /// Refuses what no plan can do.
    func validate(plan: Bool) throws {
        if plan, wait || isAsync { throw ValidationError("A plan is no operation: leave --wait and --async out.") }
    }

    /// How it is cut into waves.
    var waves: Waves? { wave.map { Waves(size: $0, pause: pause ?? 0, stopOnStale: stopOnStale) } }
}
