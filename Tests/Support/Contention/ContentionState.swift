public import AdminAPI
public import Documents
internal import SiteFiles

/// An object that several contend for.
public struct ContendedObject: Hashable, Sendable, CustomStringConvertible {
    /// Its noun.
    public let noun: ObjectNoun
    /// Its name.
    public let name: String

    /// An object.
    public init(_ noun: ObjectNoun, _ name: String) {
        self.noun = noun
        self.name = name
    }

    /// The object that a record or a report names; none when it is of another noun.
    public init?(_ label: some StringProtocol) {
        let parts = String(label).split(separator: " " as Character, maxSplits: 1).map(String.init)
        guard parts.count == 2, let noun = ObjectNoun(rawValue: parts[0]), Self.fields[noun] != nil else { return nil }
        self.init(noun, parts[1])
    }

    /// As records and reports name it.
    public var description: String { "\(noun.rawValue) \(name)" }

    /// The fields that are changed, of each noun that is.
    public static let fields: [ObjectNoun: [String]] = [
        .phone: ["description", "owner-user-id"], .securityProfile: ["description"],
        .srst: ["certificate-provider-port"], .devicePool: ["connection-monitor-duration"],
    ]

    /// The names of its fields that are changed.
    public var fieldNames: [String] { Self.fields[noun] ?? [] }

    /// The fields of an image of it.
    public func fields(of image: Document) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fieldNames.map { ($0, image[$0]?.text ?? "") })
    }
}

/// What is saved of the objects that several contend for.
public struct ContentionState: Equatable, Sendable {
    /// The fields of each object that is there.
    public var objects: [ContendedObject: [String: String]] = [:]

    /// Nothing.
    public init() {}

    /// What a site file says.
    public init(_ file: Document) {
        for noun in ContendedObject.fields.keys {
            for item in file[noun.section]?.values ?? [] {
                guard let name = item["name"]?.text else { continue }
                let object = ContendedObject(noun, name)
                objects[object] = object.fields(of: item)
            }
        }
    }

    /// The fields of an object; none when it is not there.
    public subscript(_ object: ContendedObject) -> [String: String]? {
        get { objects[object] }
        set { objects[object] = newValue }
    }
}

/// A site file that was exported: what it shows, and of which moment.
public struct ExportedSite: Sendable {
    /// The file.
    public var document: Document
    /// The audit record that it shows the state after.
    public let record: Int
    /// The moment it was read.
    public let moment: Int
    /// What it showed when it was exported.
    public let shown: ContentionState

    /// Exports a site.
    public init(of site: any ContendedSite, as actor: String) async throws {
        moment = site.moment
        document = try SiteFile.read(try await site.export(as: actor))
        guard let text = document["position"]?["audit-record"]?.text, let record = Int(text) else { throw NoPosition() }
        self.record = record
        shown = ContentionState(document)
    }

    private struct NoPosition: Error {}

    /// The file as text.
    var text: String { get throws { try SiteFile.write(document) } }
}
