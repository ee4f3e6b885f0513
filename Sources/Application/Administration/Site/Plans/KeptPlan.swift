internal import AdminAPI
internal import Documents
internal import FoundationEssentials
internal import OpenSSL
internal import Platform
internal import Store

/// A plan of a site file that is kept, to be carried out later exactly as it was shown or not at all.
///
/// It is text: a line with the format, its version and the SHA-256 of what follows, and then JSON. It holds the site file,
/// so there may be passwords in it.
struct KeptPlan: Codable, Sendable {
    private static let format = "cnfd-plan"
    private static let formatVersion = "1"

    /// What was planned.
    var request: ApplySite
    /// The state that it was planned for.
    private var incarnation: String
    private var auditRecord: Int
    private var auditHash: String?
    /// Who planned it.
    var actor: String
    /// When, in seconds since 1970.
    var time: UnixTime
    /// What it would do, object by object: ``ChangeDigest``.
    var digest: String

    init(_ request: ApplySite, at position: SitePosition, digest: String, _ context: UseCaseContext) {
        self.request = request
        self.request.plan = false
        self.request.keep = false
        self.request.confirm = false
        self.request.confirmDeletions = false
        incarnation = position.incarnation
        auditRecord = position.record
        auditHash = position.hash
        actor = context.actor
        time = context.now
        self.digest = digest
    }

    /// The state that it was planned for.
    var position: SitePosition { SitePosition(incarnation: incarnation, record: auditRecord, hash: auditHash) }

    /// The text of its file.
    var text: String {
        get throws {
            let body = try AdminJSON.encode(self)
            let sum = SHA256Digest.of(Array(body))
            return "\(Self.format) \(Self.formatVersion) \(sum)\n" + String(decoding: body, as: UTF8.self) + "\n"
        }
    }

    /// Reads a file; refuses what is no plan, one of another version of the format, and one that is damaged.
    init(_ text: String) throws {
        let end = text.firstIndex(of: "\n") ?? text.endIndex
        let head = text[..<end].split(separator: " ")
        guard head.count == 3, head[0] == Self.format else {
            throw Self.refusal("not-a-plan", "It is no plan.", "cnfctl plan -f SITE --out FILE writes one.")
        }
        guard head[1] == Self.formatVersion else {
            throw Self.refusal(
                "unknown-plan-version",
                "It is a plan in version \(head[1]) of the format; this cnfd reads version \(Self.formatVersion).",
                "Make the plan again."
            )
        }
        var body = text[end...].dropFirst()
        if body.last == "\n" { body.removeLast() }
        guard SHA256Digest.of(Array(body.utf8)).description == head[2],
            let plan = try? AdminJSON.decode(KeptPlan.self, from: Data(body.utf8))
        else { throw Self.refusal("damaged-plan", "The plan is damaged.", "Make it again.") }
        self = plan
    }

    private static func refusal(_ code: String, _ message: String, _ hint: String) -> Problem {
        Problem(.validation, code: code, message, object: "plan", hint: "Nothing was applied. " + hint)
    }

    private enum CodingKeys: String, CodingKey {
        case request, incarnation, actor, time, digest
        case auditRecord = "audit-record"
        case auditHash = "audit-hash"
    }
}
