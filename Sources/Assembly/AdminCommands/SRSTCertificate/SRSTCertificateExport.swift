internal import AdminAPI
internal import AdminClient
internal import ArgumentParser
internal import CommandLines
internal import Documents
internal import Glibc

/// `cnfctl srst certificate export`.
struct SRSTCertificateExport: AdminCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the accepted certificate to standard output.",
        discussion: """
            Examples:
              cnfctl srst certificate export branch-12 > branch-12.pem
              cnfctl srst certificate export branch-12 --format der > branch-12.der
            """
    )

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The reference's name.") var name: String
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp("pem or der.", valueName: "format"),
        transform: Self.encoding
    )
    var encoding = ExportSRSTCertificate.Format.pem

    func perform(_ client: AdminClient) async throws -> ExitStatus {
        if encoding == .der, global.format == .text, isatty(STDOUT_FILENO) == 1 {
            throw Problem(
                .usage,
                code: "terminal",
                "DER is not for terminals.",
                hint: "Redirect standard output to a file, or use --format pem."
            )
        }
        let report = try await client.send(ExportSRSTCertificate(name: name, format: encoding))
        guard global.format == .text else {
            try Output.answer(report, global.format) { "" }
            return .done
        }
        try Output.standard(Array(report.file))
        return .done
    }

    private static func encoding(_ text: String) throws(ValidationError) -> ExportSRSTCertificate.Format {
        guard let format = ExportSRSTCertificate.Format(rawValue: text) else {
            throw ValidationError("\"\(text)\" is no format; write pem or der.")
        }
        return format
    }
}
