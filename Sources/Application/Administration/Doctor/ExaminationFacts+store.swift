internal import AdminAPI
internal import Documents
internal import Publishing
internal import Store

/// Whether the store takes changes, and holds what was published.
extension ExaminationFacts {
    /// So many altered files are named; the rest is counted. Our own bound.
    private static let mostNames = 10

    var storeFindings: [Finding] {
        var findings: [Finding] = []
        if let obstacle = storeObstacle {
            findings.append(
                Finding(
                    code: obstacle.code,
                    severity: .error,
                    object: obstacle.object ?? "store",
                    cause: obstacle.message,
                    remedy: obstacle.hint
                )
            )
        }
        guard let first = altered.first else { return findings }
        let names = altered.prefix(Self.mostNames).map(\.file.description).joined(separator: ", ")
        let rest = altered.count - min(altered.count, Self.mostNames)
        let missing = altered.count { !$0.isServed }
        let command: String
        if altered.count == 1, case .phone(let name) = first.file {
            command = "cnfctl reset --phone \(name)"
        } else {
            command = "cnfctl reset --all"
        }
        findings.append(
            Finding(
                code: "published-file-altered",
                severity: .error,
                object: altered.count == 1 ? "file \(first.file)" : "store",
                cause: "What the database holds of \(Quantity(altered.count, "published file")) was altered: \(names)"
                    + (rest > 0 ? " and \(rest) more" : "") + ". "
                    + (missing == 0
                        ? "The saved state makes the same bytes, so phones are served all the same."
                        : "\(Quantity(missing, "file")) \(Quantity(missing, "file").choose("is", "are")) not served."),
                remedy:
                    "Find out who wrote to the database, and look at the saved state; a reset makes the files anew.",
                command: command
            )
        )
        return findings
    }
}
