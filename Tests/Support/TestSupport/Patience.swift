import Glibc
public import Testing

/// How long tests wait for what must come.
///
/// It is long enough that nothing fails because the machine is busy, and no measure of anything: a wait ends as soon as what
/// it waits for is there. `CNFD_TEST_PATIENCE=10` makes everything ten times as long, for a machine that is slower still.
public enum Patience {
    /// What every time is multiplied by.
    public static let factor = max(1, getenv("CNFD_TEST_PATIENCE").flatMap { Int(String(cString: $0)) } ?? 1)

    /// One wait: five minutes; on an idle machine none takes longer than a few seconds.
    public static let limit = Duration.seconds(300 * factor)

    /// One packet or connection on loopback, in milliseconds: a minute; on an idle machine it takes a few milliseconds.
    public static let packet: CInt = 60_000 * CInt(factor)

    /// How long it is listened for what must not come, in milliseconds. A busy machine can only make such a look too kind.
    public static let silence: CInt = 400
}

extension TimeLimitTrait.Duration {
    /// What one test may take: an hour, so that one that hangs ends; on an idle machine none takes longer than a minute or two.
    public static var patience: Self { .minutes(60 * Patience.factor) }
}

/// What was waited for has not come.
public struct NeverCame: Error, CustomStringConvertible {
    /// What has not.
    public let description: String
}

/// Looks again and again until something holds.
///
/// - Parameters:
///   - failure: What to say when it never does.
///   - holds: The look.
/// - Throws: `NeverCame` once patience is over, and what the look throws.
public func eventually(_ failure: @autoclosure () throws -> String, _ holds: () async throws -> Bool) async throws {
    _ = try await awaited(try failure()) { try await holds() ? true : nil }
}

/// Looks again and again until there is something.
///
/// - Parameters:
///   - failure: What to say when it never comes.
///   - limit: How long it is looked for.
///   - look: The look.
/// - Returns: What it found.
/// - Throws: `NeverCame` once patience is over, and what the look throws.
public func awaited<Value>(
    _ failure: @autoclosure () throws -> String,
    within limit: Duration = Patience.limit,
    _ look: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while true {
        if let value = try await look() { return value }
        guard ContinuousClock.now < end else { throw NeverCame(description: try failure()) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// Looks again and again until something holds, on this thread; answers whether it does in the end.
public func comesToHold(_ holds: () -> Bool) -> Bool {
    let end = ContinuousClock.now + Patience.limit
    while !holds() {
        guard ContinuousClock.now < end else { return false }
        usleep(5_000)
    }
    return true
}
