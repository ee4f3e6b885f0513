public import Platform

/// Publishes, and believes clocks.
public protocol RevisionWriting {
    /// Takes a time, in seconds since 1970, for the last known one, be it before the one that was known
    /// (``RevisionReading/knownTime()``).
    func believe(_ time: UnixTime) throws

    /// Writes a revision, and answers it as committed at `time` (seconds since 1970), or at the last known time when that is
    /// later. A plausible time is the last known one from then on.
    func writeRevision(_ draft: RevisionDraft, at time: UnixTime) throws -> Revision
}
