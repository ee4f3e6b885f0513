internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl file explain`.
struct FileExplain: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a phone's file does or does not carry the SRST certificate.",
        discussion: "Example:\n  cnfctl file explain SEP001122334455"
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The phone's name or MAC address.") var phone: String

    @Option(name: .long, help: ArgumentHelp("Judge validity as of this time (ISO 8601).", valueName: "time"))
    var asOf: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        let report = try await client.send(ExplainFile(phone: phone, asOf: asOf))
        try Output.answer(report, global.format) { Self.text(report) }
        return .done
    }

    static func text(_ report: FileExplanation) -> String {
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
        var elements = Table(["ELEMENT", "VALUE", "BECAUSE"])
        for element in report.elements { elements.add([element.element, element.value, element.because]) }
        return "\(verdict); \(served)\n\n\(conditions.text(style: .current))\n\n\(elements.text)"
    }
}
