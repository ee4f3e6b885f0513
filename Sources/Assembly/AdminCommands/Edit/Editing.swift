internal import AdminAPI
internal import Documents
internal import SiteFiles

/// What was opened for editing, and what a text of it asks for: a function of the two texts.
struct Editing {
    private let opened: OpenSite.Response
    private let isOfNamedObjects: Bool

    /// - Parameters:
    ///   - opened: What was opened.
    ///   - isOfNamedObjects: Whether objects were named: then there are these and no others.
    init(_ opened: OpenSite.Response, isOfNamedObjects: Bool) {
        self.opened = opened
        self.isOfNamedObjects = isOfNamedObjects
    }

    /// Whether a text says anything else than what was opened; an empty one asks for nothing.
    func differs(_ text: String) -> Bool {
        text != opened.text && text.contains { !$0.isWhitespace }
    }

    /// The request to apply a text: the objects become what it says, so a field that was taken out takes its default.
    ///
    /// - Throws: `ProblemReport` when it cannot be read, or adds, renames or leaves out objects that editing must not.
    func request(_ text: String) throws(ProblemReport) -> ApplySite {
        let document: Document
        do throws(Problems) {
            document = try SiteFile.read(text)
        } catch {
            throw ProblemReport(error.all)
        }
        let problems = missing(in: document) + strange(in: document)
        guard problems.isEmpty else { throw ProblemReport(problems) }
        return ApplySite(text: text, versions: opened.versions, replace: true)
    }

    /// An object that is left out would stay as it is, which is not what whoever left it out means.
    private func missing(in document: Document) -> [Problem] {
        opened.versions.compactMap { object in
            guard let name = object.name, !Self.names(object.noun, in: document).contains(name) else { return nil }
            return Problem(
                .validation,
                code: "left-out",
                "It is not in the file any more; editing neither deletes nor renames.",
                object: "\(object.noun.rawValue) \(name)",
                hint: "Leave it there, and use cnfctl \(object.noun.rawValue) delete, rename or replace."
            )
        }
    }

    private func strange(in document: Document) -> [Problem] {
        guard isOfNamedObjects, let noun = opened.versions.first?.noun else { return [] }
        let known = opened.versions.compactMap(\.name)
        return Self.names(noun, in: document).filter { !known.contains($0) }.map { name in
            Problem(
                .validation,
                code: "not-opened",
                "It was not opened, so it would be another object.",
                object: "\(noun.rawValue) \(name)",
                hint: "Use cnfctl \(noun.rawValue) add or rename."
            )
        }
    }

    private static func names(_ noun: ObjectNoun, in document: Document) -> [String] {
        (document[noun.section]?.values ?? []).compactMap { $0["name"]?.text }
    }
}
