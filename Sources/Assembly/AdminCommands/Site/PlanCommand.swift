internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines

/// `cnfctl plan`.
struct PlanCommand: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Say which phones' files would change if a site file were applied and all were reset.",
        discussion: """
            Phones are grouped by identical change; phones that wait for a reset already are among them. Nothing is \
            changed. Exit code 0 when applying the file would change nothing, 1 when it would change something. --out keeps \
            the plan, so that cnfctl apply --plan-file does exactly what was shown, or nothing when something was changed \
            since; there may be passwords in its file, which only you can read.

            Examples:
              cnfctl plan -f site.yaml
              cnfctl plan -f site.yaml --prune
              cnfctl plan -f site.yaml --out change.plan
            """
    )

    @OptionGroup var global: GlobalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The site file; - is standard input.", valueName: "path"))
    var file: String

    @OptionGroup var options: SiteOptions

    @Option(name: .long, help: ArgumentHelp("Keep the plan in this file.", valueName: "path"))
    var out: String?

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        var request = try options.request(file, plan: true)
        request.keep = out != nil
        var report = try await change(request, by: file, client)
        if let out, let kept = report.kept { try PlanFile.write(kept, to: out) }
        report.kept = nil
        try Output.answer(report, global.format) { ApplyCommand.text(report) }
        Output.notes(report.messages, global.format)
        if let out, global.format == .text { Output.error("The plan is kept in \(out).") }
        return report.changesAnything ? .difference : .done
    }
}
