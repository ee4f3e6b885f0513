import AdminAPI
import AdminClient
import Certificates
import ClusterModel
import Documents
import OpenSSL
import Platform
import Testing

/// What is asked of a daemon between its start and its end, all at once: saved changes, two who reset, and phones that
/// fetch; and what each of them was told.
struct DaemonLife: Sendable {
    let client: AdminClient
    let port: UInt16
    /// How many phones the site has; further ones come and go.
    let phones: Int
    let certificates: [GatewayCertificate]
    /// The latest revision at its start.
    let revision: RevisionNumber
    /// A number that no earlier life had.
    let number: Int
    /// How long a phone waits for a packet, in milliseconds, before it takes the daemon for dead.
    let patience: CInt

    /// What became of the changes: those that were acknowledged, in order, and the one that was under way at the end.
    struct Changes: Sendable {
        var acknowledged: [SavedChange] = []
        var unanswered: SavedChange?
    }

    /// A publication that was acknowledged.
    struct Publication: Sendable {
        var revision: RevisionNumber
        /// The phones it is said to have published or taken away.
        var phones: [String]
        var operation: Int?
    }

    /// A file that a phone fetched to its end.
    struct Fetch: Hashable, Sendable {
        var phone: String
        var hash: SHA256Hash
    }

    struct Outcome: Sendable {
        var changes = Changes()
        var publications: [Publication] = []
        var fetches: Set<Fetch> = []
    }

    private enum Part: Sendable {
        case changes(Changes)
        case publications([Publication])
        case fetches(Set<Fetch>)
    }

    /// Lives until `end` has been; answers what was acknowledged.
    func run(in state: SavedState, until end: () async throws -> Void) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask { .changes(await change(state)) }
            for _ in 0..<2 { group.addTask { .publications(await publish()) } }
            group.addTask { .fetches(await fetch()) }
            try await end()
            var outcome = Outcome()
            for try await part in group {
                switch part {
                case .changes(let changes): outcome.changes = changes
                case .publications(let publications): outcome.publications += publications
                case .fetches(let fetches): outcome.fetches = fetches
                }
            }
            return outcome
        }
    }

    private func change(_ state: SavedState) async -> Changes {
        var changes = Changes()
        var state = state
        for step in 0... {
            let change = next(after: state, edition: "\(number)-\(step)")
            switch await answer({ try await change.send(by: client) }) {
            case .done:
                changes.acknowledged.append(change)
                state = change.applied(to: state)
            case .refused(let code): Issue.record("a change was refused: \(code)")
            case .unanswered:
                changes.unanswered = change
                return changes
            }
        }
        return changes
    }

    private func next(after state: SavedState, edition: String) -> SavedChange {
        let extra = GeneratedSite.name(phones)
        switch Int.random(in: 0..<10) {
        case 0: return .mode(state.mode == "mixed" ? "non-secure" : "mixed")
        case 1:
            let other = certificates.first { $0.fingerprint != state.certificate }
            return other.map(SavedChange.certificate) ?? .mode("mixed")
        case 2: return .site(phones: phones, edition: edition)
        case 3...4: return state.editions[extra] == nil ? .newPhone(extra, edition: edition) : .deletion(ofPhone: extra)
        default: return .edition(edition, ofPhone: GeneratedSite.name(Int.random(in: 0..<phones)))
        }
    }

    private func publish() async -> [Publication] {
        var publications: [Publication] = []
        while true {
            var publication: Publication?
            let answer = await answer { publication = try await publishOnce() }
            if let publication { publications.append(publication) }
            switch answer {
            case .done: break
            case .refused(let code): Issue.record("a publication was refused: \(code)")
            case .unanswered: return publications
            }
        }
    }

    private func publishOnce() async throws -> Publication? {
        if Int.random(in: 0..<5) == 0, revision > 1 {
            let target = Int.random(in: max(1, revision.rawValue - 8)...revision.rawValue)
            let report = try await client.send(RollbackRevision(revision: "\(target)", confirm: true))
            return report.revision.map { Publication(revision: $0, phones: report.restored, operation: nil) }
        }
        let phone = GeneratedSite.name(Int.random(in: 0..<phones))
        let resets = [
            Reset(scope: .all, confirm: true), Reset(scope: .pending, confirm: true),
            Reset(scope: .srst, name: "gateway", confirm: true), Reset(scope: .phone, name: phone, confirm: true),
            Reset(scope: .all, confirm: true, waves: Waves(size: phones / 4)),
        ]
        guard let reset = resets.randomElement() else { return nil }
        let report = try await client.send(reset)
        return report.revision.map {
            Publication(revision: $0, phones: report.published + report.withdrawn, operation: report.operation)
        }
    }

    private func fetch() async -> Set<Fetch> {
        var fetches: Set<Fetch> = []
        while true {
            let phone = GeneratedSite.name(Int.random(in: 0..<phones))
            // It blocks its thread, but not for long: the others share it.
            guard
                let answer = try? PhoneClient.fetch(
                    "\(phone).cnf.xml",
                    port: port,
                    patience: patience,
                    ownAddress: true
                )
            else {
                return fetches
            }
            if case .file(let bytes) = answer { fetches.insert(Fetch(phone: phone, hash: SHA256Digest.of(bytes))) }
            await Task.yield()
        }
    }

    private enum Answer {
        case done
        case refused(code: String)
        case unanswered
    }

    /// Whether something was done; of what is unanswered nobody knows.
    private func answer(_ body: () async throws -> Void) async -> Answer {
        do {
            try await body()
            return .done
        } catch let report as ProblemReport
            where !["connection-lost", "daemon-unreachable"].contains(report.error.code)
        {
            return .refused(code: report.error.code)
        } catch {
            return .unanswered
        }
    }
}
