internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl file explain`.
struct FileExplain: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say where everything in a phone's file comes from, and why it has the SRST certificate or not.",
        discussion: """
            It is the file the next reset would publish. FROM names the object that a value comes from: the phone, its \
            security-profile, its device-pool, the pool's call-manager-group or srst reference, or the cluster; default when \
            it is the same in every file or nothing was given, and computed when it follows from several of them. Passwords are masked.

            An element is named by the end of its path, in any case; one with others in it stands for all of them.

            Examples:
              cnfctl file explain SEP001122334455
              cnfctl file explain SEP001122334455 srstInfo/isSecure
              cnfctl file explain SEP001122334455 devicePool
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String
    @Argument(help: "Explain this element, with all that is in it.") var element: String?

    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ExplainFile(phone: phone, element: element, asOf: asOf))
        try Output.answer(report, global.format) { Self.text(report) }
        return .done
    }

    static func text(_ report: FileExplanation) -> String {
        // Not cut to the terminal: paths are long, and the reasons come last.
        let elements = elements(report).text
        return report.conditions.isEmpty ? elements : "\(decision(report))\n\n\(elements)"
    }

    /// What the security rules decided.
    private static func decision(_ report: FileExplanation) -> String {
        let verdict =
            report.carriesCertificate
            ? "\(report.phone) gets the SRST certificate at the next reset"
            : "\(report.phone) gets no SRST certificate at the next reset"
        let served = "the file it is served now has \(report.servedWithCertificate ? "one" : "none")"
        var conditions = Table(["CONDITION", "HOLDS", "FOUND"])
        for condition in report.conditions {
            let reason = condition.reason.map { " (\($0))" } ?? ""
            conditions.add([condition.condition, condition.holds ? "yes" : "no", condition.found + reason])
        }
        conditions.paint("HOLDS", ["yes": .good, "no": .bad])
        return "\(verdict); \(served)\n\n\(conditions.text(style: .current))"
    }

    private static func elements(_ report: FileExplanation) -> Table {
        var table = Table(["ELEMENT", "VALUE", "FROM", "BECAUSE"])
        for element in report.elements {
            table.add([
                // Every path begins so.
                element.path.hasPrefix(root) ? String(element.path.dropFirst(root.count)) : element.path,
                element.value ?? "absent",
                [element.source, element.object].compactMap(\.self).joined(separator: " "),
                element.because ?? "",
            ])
        }
        return table
    }

    private static let root = "/device/"
}
