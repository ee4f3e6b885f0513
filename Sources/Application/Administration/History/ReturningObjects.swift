internal import AdminAPI
internal import ClusterModel
internal import Documents
internal import Store

/// The objects that a file brings back: new ones with the name of one that was deleted or replaced before.
struct ReturningObjects {
    /// How many of them a refusal names. Our own choice.
    private static let shown = 3

    /// Those that were noted, in order.
    private(set) var noted: [ReturningObject] = []
    /// The names, in lower case, of objects that are gone, by noun.
    private var goneNames: [String: Set<String>] = [:]
    private let snapshot: any PastStateReading & AuditReading

    init(_ snapshot: any PastStateReading & AuditReading) { self.snapshot = snapshot }

    /// Takes note of an object that is about to be saved and was not there before.
    mutating func note(_ object: any SavedObject) throws {
        guard let departure = try departure(of: object.label) else { return }
        noted.append(ReturningObject(object.label, bringsBack: departure))
    }

    /// How the object went that a new one of this label brings back; none when there never was one.
    mutating func departure(of label: String) throws -> DepartureReport? {
        guard let space = label.firstIndex(of: " ") else { return nil }
        let noun = String(label[..<space])
        let names = try goneNames[noun] ?? snapshot.deletedNames(ofNoun: noun)
        goneNames[noun] = names
        guard names.contains(label[label.index(after: space)...].lowercased()) else { return nil }
        return try Departure.latest(of: label, in: snapshot)?.report
    }

    /// How the object went that was noted last, if it is this one.
    func departure(ofLast label: String) -> DepartureReport? {
        noted.last.flatMap { $0.object == label ? $0.bringsBack : nil }
    }

    /// What is said of them when they are saved; nothing when there are none.
    var message: Message? { noted.isEmpty ? nil : ChapterMessages.broughtBackByFile(noted.count) }

    /// Refuses them until somebody has agreed, for a file from before a handset was replaced must not bring it back
    /// unnoticed; and else refuses what is taken away. All that there is to agree to is told at once.
    ///
    /// - Parameters:
    ///   - losses: What the file takes away.
    ///   - file: How messages name the file.
    /// - Throws: A `Problem` of kind `unconfirmed`.
    func refuse(_ losses: [Loss], file: String) throws(Problem) {
        guard !noted.isEmpty else { return try Loss.refuse(losses, object: file) }
        let nouns = Set(noted.map { $0.object.prefix { $0 != " " } })
        // A noun that all have is said once.
        let noun = nouns.count == 1 ? nouns.first : nil
        let told = noted.prefix(Self.shown).map { returning in
            "\(returning.object.dropFirst(noun.map { $0.count + 1 } ?? 0)) \(returning.bringsBack.text)"
        }
        let rest = noted.count - Self.shown
        throw Problem(
            .unconfirmed,
            code: ReturningObject.refusalCode,
            "This file brings back \(Quantity(noted.count, noun.map(String.init) ?? "object")): "
                + told.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more." : ".")
                + (losses.isEmpty ? "" : " It takes away \(Loss.summary(losses))."),
            object: file,
            hint:
                "Nothing was saved; see all of them with --plan and remove them from the file, or repeat with --yes if "
                + "that is meant."
        )
    }
}
