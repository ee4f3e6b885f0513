import AdminAPI
import Documents
internal import SiteFiles
import TestSupport

/// An administrator who changes single objects: by verbs, on the condition that nobody else has, and in an editor.
public struct ContendingAdministrator: Contender {
    private let name: String
    private var random: SeededGenerator
    private var values: FreshValues
    private var opened: Opened?

    /// What was read, to be changed later.
    private enum Opened {
        case object(ContendedObject, version: Int, [String: String], moment: Int)
        case file(OpenSite.Response, ContentionState, moment: Int)
    }

    /// An administrator; those who contend together have different numbers from 0.
    public init(_ name: String, number: Int, seed: UInt64) {
        self.name = name
        random = SeededGenerator(seed: seed &+ UInt64(number))
        values = FreshValues(number)
    }

    /// Takes one step.
    public mutating func act(on site: any ContendedSite) async throws -> ContentionStep {
        if let opened, random.oneIn(2) {
            self.opened = nil
            return .deed(try await change(opened, on: site))
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: return try await open(on: site)
        case 2: return .deed(try await addition(on: site))
        case 3: return .deed(try await deletion(on: site))
        default: return .deed(try await update(on: site))
        }
    }

    private mutating func update(on site: any ContendedSite) async throws -> Deed {
        let object = random.pick(Contention.objects)
        let fields = values.some(of: object, &random)
        var deed = Deed(.update, by: name, [object: fields])
        let request = UpdateObject(noun: object.noun, name: object.name, fields: Document(fields: fields))
        try await deed.attempt(request, on: site)
        return deed
    }

    private mutating func addition(on site: any ContendedSite) async throws -> Deed {
        let object = random.pick(Contention.visitors)
        let fields = values.all(of: object)
        var deed = Deed(.addition, by: name, [object: fields])
        let fixed = [
            "name": object.name, "protocol": "sccp", "model": "7942", "device-pool": "p1", "security-profile": "plain",
        ]
        let all = Document(fields: fields.merging(fixed) { $1 })
        try await deed.attempt(AddObject(noun: .phone, fields: all), on: site)
        return deed
    }

    private mutating func deletion(on site: any ContendedSite) async throws -> Deed {
        let object = random.pick(Contention.visitors)
        var deed = Deed(.deletion, by: name, [object: [:]])
        try await deed.attempt(DeleteObject(noun: .phone, name: object.name), on: site)
        return deed
    }

    /// Reads an object, or a few in an editor; others may change them before this one does.
    private mutating func open(on site: any ContendedSite) async throws -> ContentionStep {
        let moment = site.moment
        let object = random.pick(Contention.objects)
        do {
            if random.oneIn(2) {
                let report = try await site.send(ShowObject(noun: object.noun, name: object.name), as: name)
                opened = .object(object, version: report.version, object.fields(of: report.fields), moment: moment)
            } else {
                let response = try await site.send(OpenSite(noun: object.noun, names: [object.name]), as: name)
                let state = ContentionState(try SiteFile.read(response.text))
                opened = .file(response, state, moment: moment)
            }
        } catch let report as ProblemReport where report.error.code == "not-found" {
            // A visitor who is not there.
        }
        return .ready
    }

    private mutating func change(_ opened: Opened, on site: any ContendedSite) async throws -> Deed {
        switch opened {
        case .object(let object, let version, let fields, let moment):
            let new = values.some(of: object, &random)
            var deed = Deed(.conditionalUpdate, by: name, [object: new])
            deed.read[object] = fields
            deed.readAt = moment
            let request = UpdateObject(
                noun: object.noun,
                name: object.name,
                fields: Document(fields: new),
                version: version
            )
            try await deed.attempt(request, on: site)
            return deed
        case .file(let response, let state, let moment):
            var file = try SiteFile.read(response.text)
            for object in state.objects.keys { file.set(values.some(of: object, &random), of: object) }
            var deed = Deed(.edit, by: name, ContentionState(file).objects)
            deed.read = state
            deed.readAt = moment
            let request = ApplySite(text: try SiteFile.write(file), confirm: true, versions: response.versions)
            _ = try await deed.apply(request, on: site)
            return deed
        }
    }
}
