internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents

/// `cnfctl edit`.
struct EditCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit objects, or the whole site, as a site file in your editor, in one transaction.",
        discussion: """
            VISUAL or EDITOR is opened with what is saved. Once it is closed, the plan is shown and you are asked. Faults \
            are written on top of the file and it is opened again. What somebody else has changed meanwhile is not \
            overwritten. Whenever nothing is applied, your file is kept and named. Passwords are masked; a masked one keeps \
            what is stored.

            Examples:
              cnfctl edit srst branch-12
              cnfctl edit device-pool HQ Branch-12
              cnfctl edit security-profile
              cnfctl edit
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The noun; without it the whole site.") var noun: String?
    @Argument(help: "The names of the objects; without them all of the noun.") var names: [String] = []

    func validate() throws { _ = try objectNoun() }

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        guard Terminal.canAsk else {
            throw Problem(
                .usage,
                code: "no-terminal",
                "There is no terminal to edit at.",
                hint: "Use cnfctl export and cnfctl apply -f."
            )
        }
        let opened = try await client.send(OpenSite(noun: try objectNoun(), names: names))
        let file = try EditedFile(opened.text)
        do {
            return try await edit(file, Editing(opened, isOfNamedObjects: !names.isEmpty), client)
        } catch {
            Output.error("Your file is kept: \(file.path)")
            throw error
        }
    }

    private func edit(_ file: EditedFile, _ editing: Editing, _ client: AdminClient) async throws -> ExitStatus {
        var refused: (text: String, report: ProblemReport)?
        while true {
            try Editor.open(file.path)
            let text = try file.text()
            guard editing.differs(text) else {
                file.remove()
                Output.error("Nothing was changed.")
                return .done
            }
            // Whoever leaves the faults as they are wants no more.
            if let refused, refused.text == text { throw refused.report }
            do {
                let request = try editing.request(text)
                var plan = request
                plan.plan = true
                return try await apply(request, plan: try await client.send(plan), file, client)
            } catch let report as ProblemReport where [.validation, .notFound, .usage].contains(report.error.kind) {
                guard report.error.code != Terminal.declined.error.code else { throw report }
                try file.write(text, faults: report.all)
                refused = (text, report)
            }
        }
    }

    private func apply(
        _ request: ApplySite,
        plan: ApplyReport,
        _ file: EditedFile,
        _ client: AdminClient
    ) async throws -> ExitStatus {
        guard !(plan.created.isEmpty && plan.updated.isEmpty) else {
            file.remove()
            Output.error("Nothing was changed.")
            return .done
        }
        Output.error(ApplyCommand.text(plan))
        Output.notes(plan.messages, .text)
        if !global.yes { try Terminal.confirm("", flag: "--yes") }
        var confirmed = request
        // What would be lost was shown.
        confirmed.confirm = true
        let report = try await client.send(confirmed)
        file.remove()
        try Output.answer(report, global.format) { ApplyCommand.text(report) }
        Output.notes(report.messages + (report.firstFiles?.messages ?? []), global.format)
        return .done
    }

    private func objectNoun() throws(ValidationError) -> ObjectNoun? {
        guard let noun else { return nil }
        guard let known = ObjectNoun(rawValue: noun) else {
            let all = ObjectNoun.allCases.map(\.rawValue)
            let nearest = noun.nearest(in: all).map { " Did you mean \($0)?" } ?? ""
            throw ValidationError(
                "There is no noun \"\(noun)\"; it is one of \(all.joined(separator: ", ")).\(nearest)"
            )
        }
        guard known != .cluster || names.isEmpty else { throw ValidationError("There is one cluster; it has no name.") }
        return known
    }
}
