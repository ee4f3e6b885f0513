internal import AdminAPI
internal import ArgumentParser

/// What every reset takes.
struct ResetOptions: ParsableArguments {
    @Flag(name: .long, help: "Say what would be done; exit 1 when something would.")
    var plan = false
    @Flag(
        name: .long,
        help:
            "Let files lose an SRST certificate only because it expired; and take a clock that stands far ahead for right."
    )
    var confirm = false
    @Flag(name: .long, help: ClockAnswer.wasWrongHelp)
    var clockWasWrong = false
    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?
    @OptionGroup var operation: OperationOptions

    func validate() throws { try operation.validate(plan: plan) }

    /// The reset of a scope.
    func request(_ scope: Reset.Scope, _ name: String?) -> Reset {
        var reset = Reset(
            scope: scope,
            name: name,
            plan: plan,
            confirm: confirm,
            asOf: asOf,
            staleAfter: operation.staleAfter,
            waves: operation.waves
        )
        reset.clock = clockWasWrong ? .wasWrong : nil
        return reset
    }
}
