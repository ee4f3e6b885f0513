internal import AdminAPI
internal import Documents
internal import Platform
internal import Publishing
internal import Store

/// What an administrator's word on the host's clock comes to in a reset or a rollback.
struct ClockCorrection {
    /// Whether a clock that stands far ahead is taken for right.
    let isAccepted: Bool
    private let reading: ClockReading
    private let plan: Bool
    private let now: UnixTime

    /// Takes the present second for the last known time when the clock stands before that one and is said to have been wrong
    /// then, or stands far ahead of it and is said to be right. That is audited, and the order of revisions stays that of their
    /// numbers.
    ///
    /// - Parameters:
    ///   - answer: What is said of the clock.
    ///   - plan: Whether this is a rehearsal, which shows what the answer would be to.
    ///   - transaction: The transaction to do it in.
    ///   - context: The call.
    /// - Throws: What the store throws.
    init(
        _ answer: ClockAnswer?,
        plan: Bool,
        in transaction: any RevisionReading & AuditWriting & RevisionWriting,
        _ context: UseCaseContext
    ) throws {
        self.plan = plan
        now = context.now
        isAccepted = answer == .isRight || plan
        let known = try transaction.knownTime()
        reading = ClockReading(now: now, known: known)
        guard let known else { return }
        switch reading {
        case .behind where answer == .wasWrong:
            try transaction.believe(now)
            try Self.audit("correct-clock", from: known, in: transaction, context)
        case .farAhead where answer == .isRight:
            try transaction.believe(now)
            try Self.audit("confirm-clock", from: known, in: transaction, context)
        case .behind, .farAhead, .plausible:
            break
        }
    }

    /// What a plan asks beside its changes.
    func messages(isEmpty: Bool) -> [Message] {
        guard plan, !isEmpty, case .farAhead(let seconds) = reading else { return [] }
        let days = seconds / 86_400
        return [
            Message(
                .clockFarAhead,
                [Document.Entry("time", .string(now.text)), Document.Entry("days", .integer(days))],
                text: PublishingClock.aheadText(now: now, seconds: seconds)
            )
        ]
    }

    private static func audit(
        _ action: String,
        from known: UnixTime,
        in transaction: any AuditWriting,
        _ context: UseCaseContext
    ) throws {
        var entry = context.audit(action, "clock")
        entry.before = .mapping([Document.Entry("known-time", .string(known.text))])
        entry.after = .mapping([Document.Entry("known-time", .string(context.now.text))])
        try transaction.appendAudit(entry)
    }
}
