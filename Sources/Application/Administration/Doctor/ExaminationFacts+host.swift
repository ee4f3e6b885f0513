internal import AdminAPI
internal import Documents
internal import Publishing
internal import Store

/// What the daemon needs of its host.
extension ExaminationFacts {
    /// Below this a change may fail any moment. Our own bound: some revisions of a large site.
    private static let leastFreeBytes = 64 << 20
    /// Below this it is time to make room. Our own bound.
    private static let lowFreeBytes = 1 << 30
    private static let megabyte = 1_000_000

    var diskFindings: [Finding] {
        guard let disk = host?.stateDisk, let free = disk.freeBytes, free < Self.lowFreeBytes else { return [] }
        let isFull = free < Self.leastFreeBytes
        return [
            Finding(
                code: isFull ? "disk-full" : "disk-space-low",
                severity: isFull ? .error : .warning,
                object: "host",
                cause:
                    "Where the state is, \(disk.path), \(free / Self.megabyte) MB are left\(isFull ? "; changes fail when they are used up" : "").",
                remedy: "Make room there, or keep fewer revisions (--keep-revisions, --keep-days).",
                command: "df -h \(ShellWord.quoted(disk.path))"
            )
        ]
    }

    /// What is not in the log cannot be found there.
    var logFindings: [Finding] {
        guard let lost = host?.lostLogLines, lost > 0 else { return [] }
        return [
            Finding(
                code: "log-lines-lost",
                severity: .warning,
                object: "host",
                cause:
                    "\(Quantity(lost, "line")) of the log \(lost == 1 ? "was" : "were") lost since cnfd started, because "
                    + "whatever reads its standard error took them too slowly, or not at all.",
                remedy: "See that the log's reader runs, and that its disk has room."
            )
        ]
    }

    /// Validity is judged and history told by it.
    var clockFindings: [Finding] {
        guard let knownTime else { return [] }
        switch ClockReading(now: now, known: knownTime) {
        case .plausible:
            return []
        case .behind:
            return [
                Finding(
                    code: "clock-behind",
                    severity: .error,
                    object: "host",
                    cause:
                        "The clock says \(now.text), before the last known time, \(knownTime.text): "
                        + "validity is judged wrongly, and resets are refused.",
                    remedy:
                        "Set the clock, and keep it with NTP. If it is right now and was wrong then, reset once with "
                        + "--clock-was-wrong.",
                    command: "timedatectl"
                )
            ]
        case .farAhead(let seconds):
            return [
                Finding(
                    code: "clock-far-ahead",
                    severity: .warning,
                    object: "host",
                    cause: PublishingClock.aheadText(now: now, seconds: seconds)
                        + " The next reset asks whether that is right, and old revisions are not dropped until then.",
                    remedy: "Set the clock, and keep it with NTP. If it is right, reset with --confirm.",
                    command: "timedatectl"
                )
            ]
        }
    }

    var staticDirectoryFindings: [Finding] {
        guard let directory = host?.staticDirectory, let obstacle = directory.obstacle else { return [] }
        return [
            Finding(
                code: "static-directory-unusable",
                severity: .error,
                object: "static directory \(directory.path)",
                cause: "It cannot be read: \(obstacle).",
                remedy: "Put it back or make it readable for the daemon's user, and restart cnfd.",
                command: "ls -ld \(ShellWord.quoted(directory.path))"
            )
        ]
    }

    var notifierFindings: [Finding] {
        var findings: [Finding] = []
        if let program = host?.notifierProgram, let obstacle = program.obstacle {
            findings.append(
                Finding(
                    code: "notifier-unusable",
                    severity: .error,
                    object: "notifier \(program.path)",
                    cause: "It cannot be run, so phones are not told of new files: \(obstacle).",
                    remedy: "Put the program there and make it executable for the daemon's user.",
                    command: "ls -l \(ShellWord.quoted(program.path))"
                )
            )
        }
        if let untold {
            findings.append(
                Finding(
                    code: "phones-not-told",
                    severity: .warning,
                    object: "notifier",
                    cause: "When phones were last told of new files, \(Quantity(untold.phones, "phone")) could not be"
                        + (untold.reason.map { ": \($0)." } ?? "."),
                    command: "cnfctl operation show"
                )
            )
        }
        return findings
    }
}
