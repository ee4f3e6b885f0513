import AdminAPI
import Documents
import TestSupport

/// A pipeline that keeps a site file: it exports it now and then, edits it, and applies it, or a plan of it later.
public struct ContendingPipeline: Contender {
    private let name: String
    private let source: String
    private var random: SeededGenerator
    private var values: FreshValues
    private var file: ExportedSite?
    private var kept: (text: String, deed: Deed)?

    /// A pipeline; those who contend together have different numbers from 0.
    public init(_ name: String, number: Int, seed: UInt64) {
        self.name = name
        source = "/srv/\(name)/site.yaml"
        random = SeededGenerator(seed: seed &+ UInt64(number))
        values = FreshValues(number)
    }

    /// Takes one step.
    public mutating func act(on site: any ContendedSite) async throws -> ContentionStep {
        if let kept, random.oneIn(2) {
            self.kept = nil
            return .deed(try await carryOut(kept, on: site))
        }
        guard var file, !random.oneIn(8) else {
            let exported = try await ExportedSite(of: site, as: name)
            file = exported
            return .seen(exported)
        }
        if random.oneIn(3) { shorten(&file.document) }
        let objects = Array(ContentionState(file.document).objects.keys)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let object = random.pick(objects.sorted { $0.description < $1.description })
            file.document.set(values.some(of: object, &random), of: object)
        }
        self.file = file
        return .deed(random.oneIn(4) ? try await plan(file, on: site) : try await apply(file, on: site))
    }

    private func deed(_ kind: Deed.Kind, _ file: ExportedSite) -> Deed {
        var deed = Deed(kind, by: name, ContentionState(file.document).objects)
        deed.read = file.shown
        deed.readAt = file.moment
        deed.readBehind = file.record
        return deed
    }

    private mutating func apply(_ file: ExportedSite, on site: any ContendedSite) async throws -> Deed {
        let overwrites = random.oneIn(6)
        let key = Deed.SiteFileKey(source: source, record: file.record)
        var deed = deed(.file(key, overwrites: overwrites), file)
        let request = ApplySite(text: try file.text, confirm: true, overwrite: overwrites, source: source)
        _ = try await deed.apply(request, on: site)
        // Whoever was refused exports again, or tries once more.
        if deed.refusal != nil, random.oneIn(2) { self.file = nil }
        if deed.refusal == nil { kept = nil }
        return deed
    }

    private mutating func plan(_ file: ExportedSite, on site: any ContendedSite) async throws -> Deed {
        var deed = deed(.plan(.init(source: source, record: file.record)), file)
        let moment = site.moment
        let request = ApplySite(text: try file.text, plan: true, source: source, keep: true)
        let report = try await deed.apply(request, on: site)
        kept = nil
        if let text = report?.kept {
            // Its file names more than it changes: what others change of the rest since makes it another plan, too.
            var later = Deed(.keptPlan(of: deed.changed), by: name, deed.writes)
            later.readAt = moment
            later.readBehind = Self.record(ofPlan: text)
            kept = (text, later)
        }
        return deed
    }

    private mutating func carryOut(_ kept: (text: String, deed: Deed), on site: any ContendedSite) async throws -> Deed
    {
        var deed = kept.deed
        _ = try await deed.apply(ApplyPlan(text: kept.text, confirm: true), on: site)
        // What a plan leaves is no longer what the file was exported from.
        file = nil
        return deed
    }

    /// The audit record behind which a plan was made: behind its head a plan is JSON.
    private static func record(ofPlan text: String) -> Int? {
        let body = text.split(separator: "\n", maxSplits: 1).last.map(String.init)
        return body.flatMap { Document(json: $0) }?["audit-record"]?.text.flatMap { Int($0) }
    }

    /// Leaves some objects out, but not all.
    private mutating func shorten(_ document: inout Document) {
        for noun in ContendedObject.fields.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            let items = document[noun.section]?.values ?? []
            let left = items.enumerated().filter { $0.offset == 0 || !random.oneIn(2) }.map(\.element)
            document = document.setting(noun.section, .list(left))
        }
    }
}

/// Somebody who only looks.
public struct ContendingReader: Contender {
    private let name: String

    /// A reader.
    public init(_ name: String) { self.name = name }

    /// Reads the whole state.
    public mutating func act(on site: any ContendedSite) async throws -> ContentionStep {
        .seen(try await ExportedSite(of: site, as: name))
    }
}
